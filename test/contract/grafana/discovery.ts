import { type Answer, kubernetes, ok, plain } from './answer.ts';
import type { Call, Route } from './call.ts';

// What a client asks to learn where it is: health, settings, org, user, groups of /apis.

const commit = '0123456789abcdef';

function health({ profile, settings }: Call): Answer {
  // hide_version takes both keys away (9.4 http_server.go). The body is printed with indentation.
  const version = settings.hideVersion ? {} : { version: profile.number, commit };
  return {
    status: 200,
    text: JSON.stringify({ database: 'ok', ...version }, null, 2),
  };
}

function frontendSettings({ profile, settings }: Call): Answer {
  return ok({
    buildInfo: {
      hideVersion: settings.hideVersion,
      version: profile.number,
      commit,
      buildstamp: 0,
      edition: 'Open Source',
      latestVersion: '',
      hasUpdate: false,
      env: 'production',
    },
    featureToggles: { nestedFolders: settings.nested },
    rendererAvailable: false,
  });
}

function user({ who }: Call): Answer {
  // What a service account sees here was never read: the least convenient is that it has no user.
  if (who.kind === 'service-account') return plain(404, 'user not found', 'traced');
  return ok({
    id: 1,
    email: `${who.login}@localhost`,
    name: who.login,
    login: who.login,
    theme: '',
    orgId: who.org,
    isGrafanaAdmin: who.role === 'Admin',
    isDisabled: false,
    isExternal: false,
    authLabels: [],
    avatarUrl: '',
  });
}

function apis({ profile }: Call): Answer {
  const groups = Object.entries(profile.apis);
  if (groups.length === 0)
    return kubernetes(404, 'NotFound', 'the server could not find the requested resource');
  const version = (group: string, name: string) => ({ groupVersion: `${group}/${name}`, version: name });
  return ok({
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groups.map(([name, names]) => ({
      name,
      versions: names.map((each) => version(name, each)),
      preferredVersion: version(name, names[0] ?? ''),
    })),
  });
}

export const discoveryRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/health', needs: 'public', handle: health },
  { method: 'GET', path: '/api/frontend/settings', needs: 'signed-in', handle: frontendSettings },
  {
    method: 'GET',
    path: '/api/org',
    needs: 'signed-in',
    handle: ({ org: { id, name } }) =>
      ok({
        id,
        name,
        address: { address1: '', address2: '', city: '', zipCode: '', state: '', country: '' },
      }),
  },
  { method: 'GET', path: '/api/user', needs: 'signed-in', handle: user },
  { method: 'GET', path: '/apis', needs: 'signed-in', handle: apis },
];
