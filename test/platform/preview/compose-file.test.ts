import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { preview } from '../../../platform/preview/index.ts';
import { ensureVariables, variablesFile } from '../../../src/cli/preview/variables.ts';
import { composeFile } from '../../../src/compile/compose.ts';
import { composeSchema } from '../../support/compose-schema.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const text = read(composeFile);
const file = composeSchema.parse(parse(text));
const services = Object.entries(file.services);
const committed = new Set(spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).stdout.split('\n'));
const isCommitted = (path: string): boolean =>
  committed.has(path) || [...committed].some((one) => one.startsWith(`${path}/`));

/** Every file that a server of the preview reads, as it was committed. */
const outputs = ['grafana-provisioning', 'generated'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ya?ml|conf|txt)$/.test(name))
    .map((name) => ({ path: posix.join(folder, name), text: read(posix.join(folder, name)) }))
    .filter(({ path }) => path !== composeFile),
);

/** Host names that Docker answers inside of the preview, with the service behind each. */
const hosts = new Map(
  services.flatMap(([name, { networks }]) =>
    // What shares the network of another has no name of its own.
    Object.values(networks ?? {}).flatMap(({ aliases = [] }) =>
      [name, ...aliases].map((host) => [host, name] as const),
    ),
  ),
);

describe('the file of docker compose', () => {
  test('has keys of the specification only: the schema is strict, and was seen to refuse', () => {
    const [[name, service] = ['', {}]] = services;
    for (const bad of [{ healthchek: {} }, { ports: ['3000:3000'] }, { restart: 'sometimes' }])
      assert.equal(
        composeSchema.safeParse({ ...file, services: { [name]: { ...service, ...bad } } }).success,
        false,
      );
  });

  test('is what docker compose takes', (t) => {
    const version = spawnSync('docker', ['compose', 'version', '--short'], { encoding: 'utf8' });
    if (version.status !== 0) return t.skip('no docker with its Compose plugin here');
    const folder = mkdtempSync(join(tmpdir(), 'preview-config-'));
    ensureVariables(preview, folder);
    const env = join(folder, variablesFile(preview));
    const all = ['compose', '-f', composeFile, '--profile', 'logs', '--profile', 'traces'];
    const run = (...args: string[]) =>
      spawnSync('docker', [...all, ...args], { cwd: root, encoding: 'utf8' });
    const taken = run('--env-file', env, 'config', '--format', 'json');
    assert.equal(taken.status, 0, taken.stderr);
    assert.equal(taken.stderr, '', 'no variable is left to be guessed');
    assert.deepEqual(
      Object.keys(JSON.parse(taken.stdout).services).sort(),
      services.map(([name]) => name).sort(),
    );
    // Without the variables it refuses, and says what makes them.
    const refused = run('--env-file', '/dev/null', 'config');
    assert.notEqual(refused.status, 0);
    assert.match(refused.stderr, /npm run preview makes it up/);
    rmSync(folder, { recursive: true });
  });

  test('mounts files of the repository for reading only, and each is there', () => {
    const binds = services.flatMap(([name, { volumes = [] }]) =>
      volumes.flatMap((mount) => (mount.type === 'bind' ? [{ name, mount }] : [])),
    );
    assert.ok(binds.length > 10);
    for (const { name, mount } of binds) {
      const path = posix.join(posix.dirname(composeFile), mount.source);
      assert.equal(mount.read_only, true, `${name}: ${path}`);
      // What is not committed is what the command makes up.
      assert.ok(isCommitted(path) || path === `${preview.state}/${preview.files.folder}`, `${name}: ${path}`);
    }
  });

  test('lays no mount inside of a folder of the host: the place for it could not be made there', () => {
    for (const [name, { volumes = [] }] of services)
      for (const outer of volumes)
        for (const inner of volumes)
          assert.ok(
            outer === inner || outer.type !== 'bind' || !inner.target.startsWith(`${outer.target}/`),
            `${name}: ${inner.target} in ${outer.target}`,
          );
  });

  test('declares every volume that is used, and no other', () => {
    const used = services.flatMap(([, { volumes = [] }]) =>
      volumes.flatMap((mount) => (mount.type === 'volume' ? [mount.source] : [])),
    );
    assert.deepEqual(Object.keys(file.volumes).sort(), [...new Set(used)].sort());
  });

  test('names each image by its full version', () => {
    for (const [name, { image, build, pull_policy }] of services)
      assert.match(image, build || pull_policy === 'never' ? /:local$/ : /:v?\d+\.\d+\.\d+$/, name);
    // Two builds of one name would be in each other's way; what builds it is always started.
    const builders = services.filter(([, { build }]) => build);
    assert.equal(builders.length, 1);
    assert.equal(builders[0]?.[1].profiles, undefined);
    assert.match(read('Dockerfile'), /^FROM node:20\.\d+\.\d+-bookworm-slim$/m);
  });

  test('takes every right from every container, and gives one back where somebody said why', () => {
    for (const [name, { cap_drop, cap_add, security_opt, mem_limit, restart }] of services) {
      assert.deepEqual(cap_drop, ['ALL'], name);
      assert.deepEqual(security_opt, ['no-new-privileges:true'], name);
      assert.ok(mem_limit && restart, name);
      assert.equal(cap_add !== undefined, name === 'logs-ground', name);
    }
  });

  test('listens on loopback, at a port of its own for each, and through the door only', () => {
    const ports = services.flatMap(([, { ports: of = [] }]) => of);
    for (const { host_ip } of ports) assert.equal(host_ip, '127.0.0.1');
    assert.equal(new Set(ports.map(({ published }) => published)).size, ports.length);
    assert.equal(file.networks.inside?.internal, true);
    for (const [name, { networks, ports: of }] of services)
      assert.equal(networks?.door !== undefined, of !== undefined, `${name}: a way out without an address`);
    assert.deepEqual(
      Object.keys(file.services.alertmanager?.networks ?? {}),
      ['inside'],
      'it would page somebody',
    );
  });

  test('starts nothing before what it needs, which a profile always brings along', () => {
    const order: string[] = [];
    const visit = (name: string, path: readonly string[]): void => {
      assert.ok(!path.includes(name), `a circle: ${[...path, name].join(' -> ')}`);
      for (const [other, { condition }] of Object.entries(file.services[name]?.depends_on ?? {})) {
        const needed = file.services[other];
        assert.ok(needed, `${name} needs ${other}`);
        const own = file.services[name]?.profiles ?? [];
        assert.ok(
          (needed.profiles ?? []).every((profile) => own.includes(profile)),
          `${name} needs ${other}`,
        );
        assert.equal(
          condition === 'service_completed_successfully',
          needed.restart === 'no',
          `${name}: ${other}`,
        );
        assert.ok(needed.healthcheck || needed.restart === 'no', `${name} waits for ${other} for ever`);
        visit(other, [...path, name]);
      }
      order.push(name);
    };
    for (const [name] of services) visit(name, []);
    assert.ok(order.indexOf('grafana') > order.indexOf('prometheus'));
  });

  test('has a health check for everything that stays, or somebody who watches it', () => {
    for (const [name, { healthcheck, restart }] of services) {
      const watch = file.services[`${name}-watch`]?.healthcheck?.test.join(' ') ?? '';
      assert.ok(healthcheck || restart === 'no' || watch.includes(`//${name}:`), name);
    }
  });
});

describe('the committed outputs find what they name', () => {
  /** Ports at which each server listens: our own are those of its command, the others' are in the Dockerfile of its image (EXPOSE) or its configuration. */
  const listens: Readonly<Record<string, readonly number[]>> = {
    framework: [8080, 8081, 9802],
    responder: [9800],
    prometheus: [9090],
    alertmanager: [9093],
    grafana: [3000],
    elasticsearch: [9200],
    'es-cluster': [9200],
    'elasticsearch-exporter': [9114],
    logstash: [5044, 9198],
    kibana: [5601],
    jaeger: [16686, 14269, 16687, 4317],
  };
  const isThere = (address: string, from: string): void => {
    const { hostname, port } = new URL(address.includes('://') ? address : `tcp://${address}`);
    const service = hosts.get(hostname);
    assert.ok(service, `${from}: nobody is called ${hostname}`);
    assert.ok(listens[service]?.includes(Number(port)), `${from}: ${service} does not listen at ${port}`);
  };

  test('targets of Prometheus', () => {
    const { scrape_configs: jobs, alerting } = parse(read('generated/prometheus/prometheus.yml'));
    const targets = [...jobs, ...alerting.alertmanagers].flatMap(({ static_configs }) =>
      static_configs.flatMap(({ targets: some }: { targets: string[] }) => some),
    );
    assert.ok(targets.length > 10);
    for (const target of targets) isThere(target, 'prometheus.yml');
  });

  test('data sources of Grafana', () => {
    for (const { path, text: yaml } of outputs.filter((one) => /\/datasources\//.test(one.path)))
      for (const { url } of parse(yaml).datasources) isThere(url, path);
  });

  test('webhooks of Alertmanager; what is not found here is meant for the world', () => {
    const yaml = read('generated/alertmanager/alertmanager.yml');
    const urls = [...yaml.matchAll(/url: (\S+)/g)].map(([, url]) => url ?? '');
    const outside = urls.filter((url) => new URL(url).hostname.includes('.'));
    for (const url of urls) if (!outside.includes(url)) isThere(url, 'alertmanager.yml');
    assert.ok(urls.length > outside.length && outside.length > 0);
  });

  test('the way of a log line', () => {
    const filebeat = parse(read('generated/filebeat/filebeat.yml'));
    for (const host of filebeat['output.logstash'].hosts) isThere(host, 'filebeat.yml');
    for (const conf of ['framework-pipeline', 'dead-letters'])
      for (const [, url = ''] of read(`generated/logstash/${conf}.conf`).matchAll(/hosts => \["([^"]+)"\]/g))
        isThere(url, conf);
    // The file that is written is the one that is read, and both see the same volume.
    const log = file.services.framework?.command?.find((word) => word.startsWith('--log='))?.slice(6);
    assert.ok(filebeat['filebeat.inputs'][0].paths.includes(log));
    for (const name of ['framework', 'filebeat'])
      assert.ok(
        file.services[name]?.volumes?.some(
          ({ source, target }) => source === 'framework-logs' && target === posix.dirname(log ?? ''),
        ),
        name,
      );
  });

  test('certificates, at the paths that the outputs say', () => {
    const script = read('platform/preview/ground.sh');
    const wanted = ['generated/filebeat/filebeat.yml', 'generated/logstash/framework-pipeline.conf']
      .flatMap((path) => [...read(path).matchAll(/\/etc\/(\w+)\/certs\/([\w.]+)/g)])
      .map(([, server = '', name = '']) => ({ server, name }));
    assert.ok(wanted.length > 5);
    for (const { server, name } of wanted) {
      const mounted = file.services[server]?.volumes?.find(({ target }) => target === `/etc/${server}/certs`);
      assert.equal(mounted?.source, `certificates-${server}`);
      assert.ok(
        name === 'ca.crt' || name === `${server}.crt` || script.includes(`certify ${server} ${name}`),
        name,
      );
    }
  });

  test('every variable, made up on first start or given a default', () => {
    const known = Object.keys(preview.variables);
    // In notifications `$` belongs to the templates, and Grafana's own variables are doubled in its files.
    for (const { path, text: yaml } of outputs.filter((one) =>
      /provisioning|logstash|filebeat/.test(one.path),
    ))
      for (const [, name = ''] of yaml.matchAll(/(?<!\$)\$\{([A-Z][A-Z0-9_]*)\}/g))
        assert.ok(known.includes(name) || name === 'LOGSTASH_ELASTICSEARCH_API_KEY', `${path}: ${name}`);
    for (const [, name = '', rest] of text.matchAll(/(?<!\$)\$\{(\w+)([^}]*)\}/g))
      assert.ok(rest?.startsWith(':?') ? known.includes(name) : rest?.startsWith(':-'), name);
  });

  test('Grafana is given each variable of its files, by its name', () => {
    const given = Object.keys(file.services.grafana?.environment ?? {});
    for (const { path, text: yaml } of outputs.filter((one) => one.path.startsWith('grafana-provisioning/')))
      for (const [, name = ''] of yaml.matchAll(/(?<!\$)\$\{([A-Z][A-Z0-9_]*)\}/g))
        assert.ok(given.includes(name), `${path}: ${name}`);
  });

  test('Alertmanager each secret as a file, and none that nobody reads', () => {
    const yaml = read('generated/alertmanager/alertmanager.yml');
    const files = [...yaml.matchAll(/\/etc\/alertmanager\/secrets\/(\w+)/g)].map(([, name]) => name);
    assert.deepEqual(
      [...preview.files.of].map((name) => name.toLowerCase()).sort(),
      [...new Set(files)].sort(),
    );
  });

  test('nothing that is made up is used nowhere', () => {
    for (const name of Object.keys(preview.variables))
      assert.ok(text.includes(`\${${name}:`) || preview.files.of.includes(name), name);
  });
});

test('the image has what .dockerignore lets in, and runs as nobody in particular', () => {
  const docker = read('Dockerfile');
  const copied = [...docker.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
  const let_in = read('.dockerignore')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  assert.deepEqual([...copied].sort(), [...let_in].sort());
  for (const path of copied) assert.ok(isCommitted(path), path);
  assert.match(docker, /^USER node$/m);
});
