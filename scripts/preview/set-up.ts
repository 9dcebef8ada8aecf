import '../root.ts';
import { explain } from '../../src/cli/command.ts';
import { exitCode, Failure } from '../../src/model/failure.ts';
import { makeAccounts, putResources } from './elasticsearch.ts';
import { importObjects, putRoles } from './kibana.ts';
import { basic } from './server.ts';

// What a log server of the preview needs once it is well. It runs in a container, and may run again.
//
//   set-up.ts elasticsearch | kibana

const variable = (name: string): string => {
  const value = process.env[name];
  if (value) return value;
  throw new Failure(`${name} is not set`, { next: 'npm run preview, which sets it', exit: exitCode.usage });
};
const authorization = (): string => basic('elastic', variable('ELASTIC_PASSWORD'));

const steps: Readonly<Record<string, () => Promise<string>>> = {
  async elasticsearch() {
    const server = { url: variable('ELASTICSEARCH_URL'), authorization: authorization() };
    const count = await putResources(server);
    await makeAccounts(server, {
      kibana: variable('KIBANA_SYSTEM_PASSWORD'),
      reader: {
        name: variable('ELASTICSEARCH_READER_USER'),
        password: variable('ELASTICSEARCH_READER_PASSWORD'),
      },
      exporter: variable('ELASTICSEARCH_EXPORTER_PASSWORD'),
      keyFile: variable('LOGSTASH_KEY_FILE'),
    });
    return `${count} resources, and the accounts of Kibana, Grafana, Logstash and the exporter`;
  },
  async kibana() {
    const server = { url: variable('KIBANA_URL'), authorization: authorization() };
    await putRoles(server);
    return `${await importObjects(server)} saved objects, and the roles of readers`;
  },
};

try {
  const step = steps[process.argv[2] ?? ''];
  if (!step)
    throw new Failure('set up what?', {
      next: `say ${Object.keys(steps).join(' or ')}`,
      exit: exitCode.usage,
    });
  process.stdout.write(`${await step()}\n`);
} catch (error) {
  process.exitCode = explain(error, false);
}
