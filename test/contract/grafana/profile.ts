/** Releases of Grafana that the contract server can stand in for. `10.0` speaks for 10.0 to 10.3, `11` and `12` for their last minor. */
export const versions = ['9.4', '10.0', '11', '12', '13.0', '13.1'] as const;
export type Version = (typeof versions)[number];

/** How a release behaves where releases differ. Code asks these flags and never compares versions. */
export interface Profile {
  /** What `/api/health` says. */
  readonly number: string;

  /** Bodies of 401: `plain` has a message only, `coded` the family of newer services. */
  readonly unauthorized: 'plain' | 'coded';
  /** X-Grafana-Org-Id naming another org than the token's: not looked at, 401, or the token is looked up inside that org only. */
  readonly foreignOrg: 'ignored' | 'mismatch' | 'lookup';
  readonly disabledAccount: 'service-account.disabled' | 'identity.disabled';
  /** A request without the sub-path of the server. */
  readonly withoutPrefix: 'served' | 'redirected';
  /** Groups of `/apis` with their versions; none where it is not to be relied on. */
  readonly apis: Readonly<Record<string, readonly string[]>>;

  /** `toggle`: only when the server was started with the feature. */
  readonly nestedFolders: 'toggle' | 'always';
  readonly maxFolderDepth: number;
  readonly parentKey: 'parent_uid' | 'parentUid';
  /** Where a title of a folder may be used once. */
  readonly folderTitle: 'once-in-parent' | 'once-when-nested' | 'free';
  readonly folderTitleTaken: { readonly atRoot: string; readonly below: string };
  readonly deletedFolder: 'empty-string' | 'message';
  /** What is in a folder goes with it, or has to go first. */
  readonly filledFolder: 'cascades' | 'refused';

  /** A save on top of a version that the client did not see. */
  readonly staleDashboard: '412' | '409';
  readonly dashboardTitle: 'once-in-folder' | 'free';
  /** A dashboard may not be called like its folder. */
  readonly nameMatch: boolean;
  readonly identicalSave: 'new-version' | 'nothing';
  readonly longestMessage: number;
  readonly longestTitle: number;
  readonly emptyTitle: 'status' | 'plain';
  readonly savedFolderUid: boolean;
  readonly deletedDashboard: 'id' | 'uid';
  readonly versionList: 'array' | 'object';
  readonly rootTitle: 'General' | 'Dashboards';
  /** `meta.apiVersion` and `apiVersion` of data sources are told. */
  readonly dashboardApiVersion: boolean;
  readonly tooLarge: 'proxy' | 'grafana';

  /** Search reads an index that follows writes with a delay. */
  readonly searchFollows: boolean;
  readonly searchByFolderUid: boolean;

  readonly numericDatasourceIds: boolean;
  readonly datasourceNameTakenOnPut: 500 | 409;
  readonly strictDatasourceUid: boolean;

  readonly missingRule: 500 | 404;
  readonly deleteRuleGroup: boolean;
  /** Rule groups and deletes of rules take no X-Disable-Provenance. */
  readonly ruleGroupsAlwaysApi: boolean;
  /** Transitions of provenance that rules allow. */
  readonly ruleProvenance: 'equal' | 'api-to-none';
  /** Transitions of provenance that contact points, templates and mute timings allow. */
  readonly notificationProvenance: 'equal' | 'never-to-none' | 'any';
  /** A contact point or mute timing that is still referred to cannot go. */
  readonly inUse: 500 | 409;
  readonly optimisticVersions: boolean;
  readonly keepLast: boolean;
  readonly notificationSettings: boolean;
  readonly keepFiringFor: boolean;
  readonly activeTimeIntervals: boolean;
  readonly missingSeriesEvals: boolean;
  readonly recordingRules: 'unknown' | 'refused' | 'accepted';
}

const oldest: Profile = {
  number: '9.4.7',
  unauthorized: 'plain',
  foreignOrg: 'ignored',
  disabledAccount: 'service-account.disabled',
  withoutPrefix: 'served',
  apis: {},
  nestedFolders: 'toggle',
  maxFolderDepth: 8,
  parentKey: 'parent_uid',
  folderTitle: 'once-in-parent',
  folderTitleTaken: {
    atRoot: 'a folder or dashboard in the general folder with the same name already exists',
    below: 'a folder with the same name already exists in the current location',
  },
  deletedFolder: 'empty-string',
  filledFolder: 'cascades',
  staleDashboard: '412',
  dashboardTitle: 'once-in-folder',
  nameMatch: true,
  identicalSave: 'new-version',
  longestMessage: Number.POSITIVE_INFINITY,
  longestTitle: Number.POSITIVE_INFINITY,
  emptyTitle: 'status',
  savedFolderUid: false,
  deletedDashboard: 'id',
  versionList: 'array',
  rootTitle: 'General',
  dashboardApiVersion: false,
  tooLarge: 'proxy',
  searchFollows: false,
  searchByFolderUid: false,
  numericDatasourceIds: true,
  datasourceNameTakenOnPut: 500,
  strictDatasourceUid: false,
  missingRule: 500,
  deleteRuleGroup: false,
  ruleGroupsAlwaysApi: true,
  ruleProvenance: 'equal',
  notificationProvenance: 'equal',
  inUse: 500,
  optimisticVersions: false,
  keepLast: false,
  notificationSettings: false,
  keepFiringFor: false,
  activeTimeIntervals: false,
  missingSeriesEvals: false,
  recordingRules: 'unknown',
};

const ten: Profile = {
  ...oldest,
  number: '10.0.13',
  unauthorized: 'coded',
  withoutPrefix: 'redirected',
  maxFolderDepth: 4,
  parentKey: 'parentUid',
  // #80408: with nested folders, 10.2 refused equal titles under different parents too.
  folderTitle: 'once-when-nested',
  deletedFolder: 'message',
  nameMatch: false,
  deletedDashboard: 'uid',
  searchByFolderUid: true,
  missingRule: 404,
  ruleGroupsAlwaysApi: false,
  inUse: 409,
};

const eleven: Profile = {
  ...ten,
  number: '11.6.4',
  foreignOrg: 'mismatch',
  nestedFolders: 'always',
  folderTitle: 'once-in-parent',
  folderTitleTaken: { ...ten.folderTitleTaken, atRoot: ten.folderTitleTaken.below },
  // #90687
  dashboardTitle: 'free',
  savedFolderUid: true,
  datasourceNameTakenOnPut: 409,
  strictDatasourceUid: true,
  deleteRuleGroup: true,
  ruleProvenance: 'api-to-none',
  notificationProvenance: 'never-to-none',
  optimisticVersions: true,
  keepLast: true,
  notificationSettings: true,
  recordingRules: 'refused',
};

const alerting = {
  'notifications.alerting.grafana.app': ['v0alpha1'],
  'rules.alerting.grafana.app': ['v0alpha1'],
};

const twelve: Profile = {
  ...eleven,
  number: '12.4.1',
  disabledAccount: 'identity.disabled',
  apis: {
    'dashboard.grafana.app': ['v1beta1', 'v0alpha1', 'v2alpha1', 'v2beta1'],
    'folder.grafana.app': ['v1beta1'],
    ...alerting,
  },
  longestMessage: 500,
  longestTitle: 5000,
  versionList: 'object',
  rootTitle: 'Dashboards',
  dashboardApiVersion: true,
  searchFollows: true,
  keepFiringFor: true,
  activeTimeIntervals: true,
  missingSeriesEvals: true,
  recordingRules: 'accepted',
};

const thirteen: Profile = {
  ...twelve,
  number: '13.0.1',
  apis: {
    'dashboard.grafana.app': ['v1', 'v0alpha1', 'v1beta1', 'v2', 'v2alpha1', 'v2beta1'],
    'folder.grafana.app': ['v1', 'v1beta1'],
    ...alerting,
    'notifications.alerting.grafana.app': ['v1beta1', 'v0alpha1'],
  },
  tooLarge: 'grafana',
  numericDatasourceIds: false,
};

const newest: Profile = {
  ...thirteen,
  number: '13.1.0',
  foreignOrg: 'lookup',
  folderTitle: 'free',
  filledFolder: 'refused',
  // #122027
  staleDashboard: '409',
  identicalSave: 'nothing',
  emptyTitle: 'plain',
  notificationProvenance: 'any',
};

export const profiles: Readonly<Record<Version, Profile>> = {
  '9.4': oldest,
  '10.0': ten,
  '11': eleven,
  '12': twelve,
  '13.0': thirteen,
  '13.1': newest,
};
