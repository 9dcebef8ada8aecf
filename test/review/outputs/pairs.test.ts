import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diffMarkdown } from '../../../src/cli/diff/markdown.ts';
import { diffOutputs } from '../../../src/review/outputs/diff-outputs.ts';
import { compiled, Edited, type Loose, revision } from './edited.ts';

/** The report without its headings: the line of counts, then each change. */
function told(after: Edited): readonly string[] {
  const diff = diffOutputs(revision('before', compiled), revision('after', after.texts));
  const text = diffMarkdown({ diff, backtests: [], pictures: [] }, { whole: 'report.html' });
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('###'));
}

type Row = readonly [pair: string, edit: (of: Edited) => void, ...lines: string[]];
const ux = 'user-experience';
const rows: readonly Row[] = [
  [
    'query',
    (of) =>
      of.panel(ux, 'Health', (panel) => {
        panel.targets[0].expr = panel.targets[0].expr.replace('min(', 'max(');
      }),
    '1 dashboard changed.',
    '- **User experience** changed: one query changed',
    '  - panel Health › query A: expression changed from `min(framework_health_status{environment="$environment", component="overall"})` to `max(framework_health_status{environment="$environment", component="overall"})`',
  ],
  [
    'threshold',
    (of) =>
      of.panel(ux, 'Sessions that succeed', (panel) => {
        panel.fieldConfig.defaults.thresholds.steps[2].value = 0.97;
      }),
    '1 dashboard changed.',
    '- **User experience** changed: one threshold changed',
    '  - panel Sessions that succeed: threshold warning changed from `95 %` to `97 %`',
  ],
  [
    'unit',
    (of) =>
      of.panel(ux, 'Rating, 7 days', (panel) => {
        panel.fieldConfig.defaults.unit = 'percent';
      }),
    '1 dashboard changed.',
    '- **User experience** changed: one panel changed',
    '  - panel Rating, 7 days: unit changed from `none` to `percent`',
  ],
  [
    'title of dashboard',
    (of) =>
      of.dashboard(ux, (board) => {
        board.title = 'For users';
      }),
    '1 dashboard changed.',
    '- **For users** changed: title changed',
    '  - title changed from `"User experience"` to `"For users"`',
  ],
  [
    'title of panel, and the legend that is the title',
    (of) =>
      of.panel('development-metrics', 'Command failures', (panel) => {
        panel.title = 'Failures';
        panel.targets[0].legendFormat = 'Failures';
      }),
    '1 dashboard changed.',
    '- **Development metrics** changed: one panel changed',
    '  - panel Failures: title changed from `"Command failures"` to `"Failures"`',
  ],
  [
    'title of panel, and its number',
    (of) =>
      of.panel(ux, 'Health', (panel) => {
        panel.title = 'Is it up?';
        panel.id = 4711;
      }),
    '1 dashboard changed.',
    '- **User experience** changed: one panel changed',
    '  - panel Is it up?: title changed from `"Health"` to `"Is it up?"`',
  ],
  [
    'moved',
    (of) =>
      of.dashboard(ux, (board) => {
        const [one, other] = ['Health', 'Rating, 7 days'].map((title) =>
          board.panels.find((p: Loose) => p.title === title),
        );
        [one.gridPos, other.gridPos] = [other.gridPos, one.gridPos];
      }),
    '1 dashboard moved.',
    '- **User experience** moved: two panels moved, two panels changed',
    '  - panel Rating, 7 days moved from behind panel Sessions that succeed to the start of row Does it work?',
    '  - panel Rating, 7 days: size changed from `4 × 4` to `5 × 4`',
    '  - panel Health moved from the start of row Does it work? to behind panel Sessions that succeed',
    '  - panel Health: size changed from `5 × 4` to `4 × 4`',
  ],
  [
    'renumbered, links too',
    (of) => {
      for (const [path, text] of of.texts)
        if (/dashboards\/.*json$|rules\.yml$/.test(path))
          of.texts.set(
            path,
            text.replaceAll(
              /(\/d\/user-experience\?viewPanel=)(\d+)/g,
              (_, head, id) => `${head}${Number(id) + 7}`,
            ),
          );
      of.dashboard(ux, (board) => {
        for (const panel of board.panels) panel.id += 7;
      });
    },
    'Nothing changed in meaning; 2 files are written differently.',
  ],
  [
    'numbers exchanged',
    (of) =>
      of.dashboard(ux, (board) => {
        const panels = board.panels.filter((p: Loose) => p.type === 'stat');
        const ids = panels.map((p: Loose) => p.id);
        panels.forEach((p: Loose, at: number) => {
          p.id = ids[(at + 1) % ids.length];
        });
      }),
    'Nothing changed in meaning; 1 file is written differently.',
  ],
  [
    'panel added',
    (of) =>
      of.dashboard(ux, (board) => {
        board.panels.push({
          ...structuredClone(board.panels[1]),
          id: 5,
          title: 'Another',
          gridPos: { x: 0, y: 900, w: 6, h: 4 },
        });
      }),
    '1 dashboard changed.',
    '- **User experience** changed: one panel added',
    '  - panel Another added: `stat`',
  ],
  [
    'panel removed',
    (of) =>
      of.dashboard(ux, (board) => {
        board.panels = board.panels.filter((p: Loose) => p.title !== 'Features unavailable');
      }),
    '1 dashboard changed.',
    '- **User experience** changed: one panel removed',
    '  - panel Features unavailable removed, was `stat`',
  ],
  [
    'variable',
    (of) =>
      of.dashboard(ux, (board) => {
        board.templating.list[2].multi = false;
        board.templating.list.push({ name: 'team', type: 'textbox', query: 'all' });
      }),
    '1 dashboard changed.',
    '- **User experience** changed: one variable changed, one variable added',
    '  - variable user: multi changed from `true` to `false`',
    '  - variable team added: `all`',
  ],
  [
    'dashboard removed',
    (of) => {
      of.texts.delete(`grafana-provisioning/dashboards/${ux}.json`);
    },
    '1 dashboard removed; 5 became unused.',
    '- **User experience** removed: 21 panels',
    '- label `user_id` of `framework_command_executions_total` became unused: no dashboard and no rule reads it any more; User experience › variable user, User experience › Commands of the chosen users, User experience › Commands that succeed and 1 more did',
    '- `framework_feature_available` became unused: no dashboard and no rule reads it any more; User experience › Features unavailable, User experience › Features did',
    '- `framework_session_duration_seconds` became unused: no dashboard and no rule reads it any more; User experience › Time to complete by type, p50 did',
    '- label `session_type` of `framework_sessions_ended_total` became unused: no dashboard and no rule reads it any more; User experience › Sessions that succeed by type did',
    '- `framework_user_activity_total` became unused: no dashboard and no rule reads it any more; User experience › What came of it, User experience › Documentation and support, User experience › Documentation views for each request did',
  ],
  [
    'mapping of value',
    (of) =>
      of.panel(ux, 'Health', (panel) => {
        panel.fieldConfig.defaults.mappings[0].options['0'].text = 'broken';
      }),
    '1 dashboard changed.',
    '- **User experience** changed: one mapping changed',
    '  - panel Health: mapping 0 changed from `down (red)` to `broken (red)`',
  ],
  [
    'keys and matchers in another order, query laid out differently',
    (of) => {
      of.texts.set(
        `grafana-provisioning/dashboards/${ux}.json`,
        JSON.stringify(
          Object.fromEntries(
            Object.entries(JSON.parse(of.text(`grafana-provisioning/dashboards/${ux}.json`))).reverse(),
          ),
        ),
      );
      of.rules(
        'sessions',
        'outcome!="cancelled"}[15m])) > 0)',
        'outcome!="cancelled"}[900s]))\n              > 0)',
      );
    },
    'Nothing changed in meaning; 2 files are written differently.',
  ],
  [
    'panels listed in another order',
    (of) =>
      of.dashboard(ux, (board) => {
        board.panels.reverse();
      }),
    'Nothing changed in meaning; 1 file is written differently.',
  ],
  [
    'rule expr',
    (of) => of.rules('sessions', '> 0.1\n', '> 0.05\n'),
    '1 alert changed.',
    '- alert **FrameworkSessionFailureRateHigh** changed: expression changed',
    '  - expression changed from `…_session_failures:ratio_rate15m > 0.1 and sum by (environment) (increase(…` to `…_session_failures:ratio_rate15m > 0.05 and sum by (environment) (increase(…`',
  ],
  [
    'for',
    (of) =>
      of.rules(
        'sessions',
        '        labels:\n          severity: high',
        '        for: 5m\n        labels:\n          severity: high',
      ),
    '1 alert changed.',
    '- alert **FrameworkSessionFailureRateHigh** changed: for changed',
    '  - for changed from `0 s` to `5 min`',
  ],
  [
    'for 0s is none',
    (of) =>
      of.rules(
        'sessions',
        '        labels:\n          severity: high',
        '        for: 0s\n        labels:\n          severity: high',
      ),
    'Nothing changed in meaning; 1 file is written differently.',
  ],
  [
    'severity',
    (of) => of.rules('sessions', 'severity: high', 'severity: critical'),
    '1 alert changed.',
    '- alert **FrameworkSessionFailureRateHigh** changed: severity changed',
    '  - severity changed from `high` to `critical`',
  ],
  [
    'summary',
    (of) => of.rules('sessions', 'of sessions fail.', 'of sessions end badly.'),
    '1 alert changed.',
    '- alert **FrameworkSessionFailureRateHigh** changed: one annotation changed',
    '  - annotation summary changed from `"{{ $value | humanizePercentage }} of sessions fail."` to `"{{ $value | humanizePercentage }} of sessions end badly."`',
  ],
  [
    'record renamed, and read by its name',
    (of) => {
      for (const [path, text] of of.texts)
        of.texts.set(
          path,
          text.replaceAll(
            'environment:framework_session_failures:ratio_rate15m',
            'environment:sessions_failed:ratio_rate15m',
          ),
        );
    },
    '1 dashboard changed; 1 alert changed; 1 recording rule changed.',
    '- **User experience** changed: one query changed',
    '  - panel Sessions that succeed › query A: expression changed from `1 - environment:framework_session_failures:ratio_rate15m{environment="$environment"}` to `1 - environment:sessions_failed:ratio_rate15m{environment="$environment"}`',
    '- alert **FrameworkSessionFailureRateHigh** changed: expression changed',
    '  - expression changed from `environment:framework_session_failures:ratio_rate15m > 0.1 and sum by (env…` to `environment:sessions_failed:ratio_rate15m > 0.1 and sum by (env…`',
    '- recording rule **environment:sessions_failed:ratio_rate15m** changed: name changed',
    '  - name changed from `"environment:framework_session_failures:ratio_rate15m"` to `"environment:sessions_failed:ratio_rate15m"`',
  ],
  [
    'alert renamed',
    (of) => of.rules('sessions', 'alert: FrameworkSessionFailureRateHigh', 'alert: SessionsFail'),
    '1 alert changed.',
    '- alert **SessionsFail** changed: name changed',
    '  - name changed from `"FrameworkSessionFailureRateHigh"` to `"SessionsFail"`',
  ],
  [
    'alert removed',
    (of) => {
      of.texts.set(
        'generated/prometheus/rules/sessions.rules.yml',
        of.text('generated/prometheus/rules/sessions.rules.yml').replace(/ {6}- alert:[\s\S]*$/, ''),
      );
    },
    '1 alert removed.',
    '- alert **FrameworkSessionFailureRateHigh** removed: `environment:framework_session_failures:ratio_rate15m > 0.1 and sum by (environment) (increase(framew…`',
  ],
  [
    'evaluated less often',
    (of) => of.rules('sessions', 'interval: 15s', 'interval: 1m'),
    '1 rule group changed.',
    '- rule group **sessions** changed: evaluated every changed',
    '  - evaluated every changed from `15 s` to `1 min`',
  ],
  [
    'group renamed',
    (of) => of.rules('sessions', '- name: sessions', '- name: all-sessions'),
    '1 rule group changed.',
    '- rule group **all-sessions** changed: name changed',
    '  - name changed from `"sessions"` to `"all-sessions"`',
  ],
  [
    'rule file split',
    (of) => {
      of.texts.set(
        'generated/prometheus/rules/s.rules.yml',
        of.text('generated/prometheus/rules/sessions.rules.yml'),
      );
      of.texts.delete('generated/prometheus/rules/sessions.rules.yml');
    },
    'Nothing changed in meaning; 2 files are written differently.',
  ],
  [
    'order matters',
    (of) => {
      const path = 'generated/prometheus/rules/sessions.rules.yml';
      const [, head, record, alert] = /^([\s\S]*?)( {6}- record:[\s\S]*?)( {6}- alert:[\s\S]*)$/.exec(
        of.text(path),
      ) as Loose;
      of.texts.set(path, `${head}${alert}${record}`);
    },
    '1 rule group changed.',
    '- rule group **sessions** changed: delay of environment:framework_session_failures:ratio_rate15m for FrameworkSessionFailureRateHigh added',
    '  - delay of environment:framework_session_failures:ratio_rate15m for FrameworkSessionFailureRateHigh added',
  ],
  [
    'route receiver in both',
    (of) => {
      of.replace('generated/alertmanager/alertmanager.yml', '- receiver: team\n', '- receiver: digest\n');
      of.replace('grafana-provisioning/alerting/policies.yaml', '- receiver: team\n', '- receiver: digest\n');
    },
    '1 routing changed.',
    '- **routing** changed, in Grafana too: one route changed',
    '  - route severity="medium": receiver changed from `team` to `digest`',
  ],
  [
    'route receiver in one',
    (of) =>
      of.replace('generated/alertmanager/alertmanager.yml', '- receiver: team\n', '- receiver: digest\n'),
    '1 routing changed.',
    '- **routing** changed: one route changed',
    '  - route severity="medium": receiver changed from `team` to `digest`',
  ],
  [
    'inhibition',
    (of) => of.replace('generated/alertmanager/alertmanager.yml', '      - subject!="security"\n', ''),
    '1 list of inhibitions changed.',
    '- **inhibitions** changed: source subject!="security" removed',
    '  - inhibition by response="", level!="executive", severity="critical": source subject!="security" removed',
  ],
  [
    'receiver',
    (of) =>
      of.replace(
        'generated/alertmanager/alertmanager.yml',
        'channel: "#framework-sandbox"',
        'channel: "#sandbox"',
      ),
    '1 receiver changed.',
    '- receiver **sandbox** changed: one integration changed',
    '  - integration slack: channel changed from `#framework-sandbox` to `#sandbox`',
  ],
  [
    'contact point',
    (of) =>
      of.replace(
        'grafana-provisioning/alerting/contact-points.yaml',
        'recipient: "#framework-incidents"',
        'recipient: "#incidents"',
      ),
    '1 contact point changed.',
    '- contact point **critical-level-1** changed: one integration changed',
    '  - integration slack: recipient changed from `#framework-incidents` to `#incidents`',
  ],
  [
    'time interval in both',
    (of) => {
      of.replace('grafana-provisioning/alerting/mute-timings.yaml', 'end_time: 08:00', 'end_time: 07:00');
      of.replace('generated/alertmanager/alertmanager.yml', 'end_time: 08:00', 'end_time: 07:00');
    },
    '1 time interval changed.',
    '- time interval **outside-business-hours** changed, in Grafana too: one interval changed',
    '  - interval 2: times changed from `00:00 until 08:00, 18:00 until 24:00` to `00:00 until 07:00, 18:00 until 24:00`',
  ],
  [
    'notification',
    (of) => {
      of.replace('generated/alertmanager/templates/digest.tmpl', 'Nothing is broken.', 'All is well.');
      of.replace('grafana-provisioning/alerting/templates.yaml', 'Nothing is broken.', 'All is well.');
    },
    '1 notification changed.',
    '- notification **sightline.digest** changed, in Grafana too: line 1 changed',
    '  - line 1 changed from `{{ define "sightline.digest" }}Nothing is broken. When there is time{{ if .CommonLab…` to `{{ define "sightline.digest" }}All is well. When there is time{{ if .CommonLab…`',
  ],
  [
    'lifecycle age',
    (of) => of.replace('generated/elasticsearch/lifecycle-policy/framework-logs.json', '"31d"', '"61d"'),
    '1 lifecycle policy changed.',
    '- lifecycle policy **framework-logs** changed: one phase changed',
    '  - phase delete: age changed from `31d` to `61d`',
  ],
  [
    'mapping',
    (of) =>
      of.json('generated/elasticsearch/component-template/framework-logs-mappings.json', (body) => {
        const [name] = Object.keys(body.template.mappings.properties);
        body.template.mappings.properties[name as string].type = 'wildcard';
      }),
    '1 component template changed.',
    '- component template **framework-logs-mappings** changed: one field changed',
    '  - field agents: type changed from `long` to `wildcard`',
  ],
  [
    'role',
    (of) =>
      of.json('generated/elasticsearch/role/framework-logs-reader.json', (role) => {
        role.elasticsearch.indices[0].privileges.push('write');
      }),
    '1 role changed.',
    '- role **framework-logs-reader** changed: one privilege added',
    '  - rights over framework-logs-debug-\\*, framework-logs-\\*, framework-logs-error-\\*, performance-logs-debug-\\*, performance-logs-\\*, performance-logs-error-\\*: privilege write added',
  ],
  [
    'ingest pipeline',
    (of) =>
      of.json('generated/elasticsearch/ingest-pipeline/framework-guard.json', (body) => {
        body.processors.push({ set: { field: 'a', value: 'b' } });
      }),
    '1 ingest pipeline changed.',
    '- ingest pipeline **framework-guard** changed: one processor added',
    '  - processor 2, set added: `{"field":"a","value":"b"}`',
  ],
  [
    'saved object',
    (of) =>
      of.savedObject('dashboard', 'error_analysis', (attributes) => {
        attributes.title = 'What fails';
      }),
    '1 saved object changed.',
    '- saved object **dashboard What fails** changed: title changed',
    '  - title changed from `"Error analysis"` to `"What fails"`',
  ],
  [
    'saved object written differently',
    (of) =>
      of.savedObject('dashboard', 'error_analysis', (attributes) => {
        attributes.panelsJSON = JSON.stringify(JSON.parse(attributes.panelsJSON), null, 1);
      }),
    'Nothing changed in meaning; 2 files are written differently.',
  ],
  [
    'kibana panels moved',
    (of) =>
      of.savedObject('dashboard', 'error_analysis', (attributes) => {
        const panels = JSON.parse(attributes.panelsJSON);
        for (const panel of panels) panel.gridData.y += 2;
        attributes.panelsJSON = JSON.stringify(panels);
      }),
    '1 saved object moved.',
    '- saved object **dashboard Error analysis** moved: layout changed',
    '  - layout changed: 20 panels stand elsewhere',
  ],
  [
    'datasource',
    (of) =>
      of.replace(
        'grafana-provisioning/datasources/prometheus.yaml',
        'http://prometheus:9090',
        'http://metrics:9090',
      ),
    '1 data source changed.',
    '- data source **Prometheus** changed: address changed',
    '  - address changed from `http://prometheus:9090` to `http://metrics:9090`',
  ],
  [
    'scrape interval',
    (of) => of.replace('generated/prometheus/prometheus.yml', 'scrape_interval: 30s', 'scrape_interval: 1m'),
    '1 scrape job changed.',
    '- scrape job **github-integration** changed: scrape interval changed',
    '  - scrape interval changed from `30 s` to `1 min`',
  ],
  [
    'target',
    (of) =>
      of.replace(
        'generated/prometheus/prometheus.yml',
        '- github-exporter:8081',
        '- github-exporter:8081\n          - github-exporter-2:8081',
      ),
    '1 scrape job changed.',
    '- scrape job **github-integration** changed: targets changed',
    '  - targets changed from `github-exporter:8081` to `github-exporter:8081, github-exporter-2:8081`',
  ],
  [
    'flags',
    (of) => of.replace('generated/prometheus/flags.txt', 'retention.time=30d', 'retention.time=60d'),
    '1 set of flags changed.',
    '- flags of **prometheus** changed: flag storage.tsdb.retention.time changed',
    '  - flag storage.tsdb.retention.time changed from `30d` to `60d`',
  ],
  [
    'flags in another order',
    (of) =>
      of.texts.set(
        'generated/prometheus/flags.txt',
        of.text('generated/prometheus/flags.txt').split('\n').filter(Boolean).reverse().join('\n'),
      ),
    'Nothing changed in meaning; 1 file is written differently.',
  ],
  [
    'logstash line',
    (of) =>
      of.replace(
        'generated/logstash/framework-pipeline.conf',
        '"level", "^WARNING$", "WARN",',
        '"level", "^WARNING$", "INFO",',
      ),
    '1 Logstash pipeline changed.',
    '- Logstash pipeline **generated/logstash/framework-pipeline.conf** changed: line changed',
    '  - filter › mutate › gsub: line changed from `"level", "^WARNING$", "WARN",` to `"level", "^WARNING$", "INFO",`',
  ],
  [
    'logstash comment',
    (of) => of.replace('generated/logstash/framework-pipeline.conf', '# Five levels', '# Just five levels'),
    'Nothing changed in meaning; 1 file is written differently.',
  ],
  [
    'filebeat',
    (of) =>
      of.replace('generated/filebeat/filebeat.yml', 'queue.disk.max_size: 10GB', 'queue.disk.max_size: 20GB'),
    '1 file of settings changed.',
    '- file of settings **generated/filebeat/filebeat.yml** changed: queue.disk.max_size changed',
    '  - queue.disk.max_size changed from `10GB` to `20GB`',
  ],
  [
    'pipelines',
    (of) => of.replace('generated/logstash/pipelines.yml', 'pipeline.workers: 1', 'pipeline.workers: 2'),
    '1 file of settings changed.',
    '- file of settings **generated/logstash/pipelines.yml** changed: pipeline.workers changed',
    '  - pipeline dead-letters: pipeline.workers changed from `1` to `2`',
  ],
  [
    'yaml comments',
    (of) => of.replace('generated/prometheus/prometheus.yml', 'Generated by', 'Written by'),
    'Nothing changed in meaning; 1 file is written differently.',
  ],
  [
    'runbook prose',
    (of) =>
      of.replace('alerts/runbooks/FrameworkUnavailable.md', '\n## ', '\nOnce more: do not panic.\n\n## '),
    '1 page changed.',
    '- `alerts/runbooks/FrameworkUnavailable.md`',
  ],
  [
    'page that follows',
    (of) => {
      of.rules('sessions', '> 0.1\n', '> 0.05\n');
      of.replace('alerts/runbooks/FrameworkSessionFailureRateHigh.md', '10 %', '5 %');
    },
    '1 alert changed.',
    '- alert **FrameworkSessionFailureRateHigh** changed: expression changed',
    '  - expression changed from `…_session_failures:ratio_rate15m > 0.1 and sum by (environment) (increase(…` to `…_session_failures:ratio_rate15m > 0.05 and sum by (environment) (increase(…`',
  ],
  [
    'runbook prose beside its alert',
    (of) => {
      of.rules('sessions', '> 0.1\n', '> 0.05\n');
      of.replace(
        'alerts/runbooks/FrameworkSessionFailureRateHigh.md',
        '\n## ',
        '\nDrop the production database first.\n\n## ',
      );
    },
    '1 alert changed; 1 page changed.',
    '- alert **FrameworkSessionFailureRateHigh** changed: expression changed',
    '  - expression changed from `…_session_failures:ratio_rate15m > 0.1 and sum by (environment) (increase(…` to `…_session_failures:ratio_rate15m > 0.05 and sum by (environment) (increase(…`',
    '- `alerts/runbooks/FrameworkSessionFailureRateHigh.md`',
  ],
  [
    'form of a dashboard that says what its object does not',
    (of) => {
      of.replace('generated/kibana/api/error_analysis.json', 'now-24h', 'now-25h');
      of.replace('generated/kibana/all.ndjson', 'Audit trail', 'Trail of audits');
    },
    '1 saved object changed; 1 page changed.',
    '- saved object **search Trail of audits** changed: title changed',
    '  - title changed from `"Audit trail"` to `"Trail of audits"`',
    '- `generated/kibana/api/error_analysis.json`',
  ],
  [
    'metric loses a label',
    (of) =>
      of.json('generated/catalog.json', (catalog) => {
        delete catalog.metrics.find((m: Loose) => m.name === 'framework_sessions_ended_total').labels.outcome;
      }),
    '1 metric changed; 1 became undefined.',
    '- metric **framework_sessions_ended_total** changed: one label removed',
    '  - label outcome removed, was `success, failure, timeout, abandoned, cancelled`',
    '- label `outcome` of `framework_sessions_ended_total` is undefined: it is not declared, and rule environment:framework_session_failures:ratio_rate15m, alert FrameworkSessionFailureRateHigh, User experience › Sessions that succeed by type read it',
  ],
  [
    'metric gone and read',
    (of) =>
      of.json('generated/catalog.json', (catalog) => {
        catalog.metrics = catalog.metrics.filter((m: Loose) => m.name !== 'framework_feature_available');
      }),
    '1 metric removed; 1 became undefined.',
    '- metric **framework_feature_available** removed: gauge, state: 1 while a feature is available to users, 0 while it is not.',
    '- `framework_feature_available` is undefined: it is not declared, and User experience › Features unavailable, User experience › Features read it',
  ],
  [
    'metric unused',
    (of) =>
      of.dashboard(ux, (board) => {
        board.panels = board.panels.filter(
          (p: Loose) => !JSON.stringify(p).includes('framework_feature_available'),
        );
      }),
    '1 dashboard changed; 1 became unused.',
    '- **User experience** changed: two panels removed',
    '  - panel Features unavailable removed, was `stat`',
    '  - panel Features removed, was `state-timeline`',
    '- `framework_feature_available` became unused: no dashboard and no rule reads it any more; User experience › Features unavailable, User experience › Features did',
  ],
  [
    'label unused',
    (of) =>
      of.panel(ux, 'Sessions that succeed by type', (panel) => {
        for (const target of panel.targets) {
          target.expr = target.expr.replaceAll(' by (session_type)', '');
          target.legendFormat = 'all';
        }
      }),
    '1 dashboard changed; 1 became unused.',
    '- **User experience** changed: one query changed',
    '  - panel Sessions that succeed by type › query A: expression changed from `1 - (sum by (session_type) (rate(framework_sessions_ended_total{environment="$environment", outcome=…` to `1 - (sum(rate(framework_sessions_ended_total{environment="$environment", outcome=~"failure|timeout"}…`',
    '  - panel Sessions that succeed by type › query A: legend changed from `"{{session_type}}"` to `"all"`',
    '- label `session_type` of `framework_sessions_ended_total` became unused: no dashboard and no rule reads it any more; User experience › Sessions that succeed by type did',
  ],
  [
    'series that nobody declares',
    (of) =>
      of.panel(ux, 'Health', (panel) => {
        panel.targets[0].expr = 'framework_helth_status';
      }),
    '1 dashboard changed; 1 became undefined.',
    '- **User experience** changed: one query changed',
    '  - panel Health › query A: expression changed from `min(framework_health_status{environment="$environment", component="overall"})` to `framework_helth_status`',
    '- `framework_helth_status` is undefined: it is not declared, and User experience › Health reads it',
  ],
  [
    'provider',
    (of) =>
      of.replace(
        'grafana-provisioning/dashboards/sightline.yaml',
        'updateIntervalSeconds: 10',
        'updateIntervalSeconds: 60',
      ),
    '1 dashboard provider changed.',
    '- dashboard provider **sightline** changed: updateIntervalSeconds changed',
    '  - updateIntervalSeconds changed from `10` to `60`',
  ],
  [
    'snapshots',
    (of) =>
      of.replace(
        'generated/elasticsearch/snapshot-policy/daily-logs.json',
        '"expire_after": "',
        '"expire_after": "1',
      ),
    '1 snapshot policy changed.',
    '- snapshot policy **daily-logs** changed: kept for changed',
    '  - kept for changed from `90d` to `190d`',
  ],
  [
    'search of Kibana gone',
    (of) => {
      for (const [path, text] of of.texts)
        if (path.endsWith('.ndjson'))
          of.texts.set(
            path,
            text
              .split('\n')
              .filter(
                (line) =>
                  !line ||
                  JSON.parse(line).type !== 'search' ||
                  !JSON.parse(line).attributes.title.includes('rror'),
              )
              .join('\n'),
          );
    },
    '1 saved object removed.',
    '- saved object **search Errors, line by line** removed',
  ],
  [
    'log event',
    (of) =>
      of.json('generated/catalog.json', (catalog) => {
        catalog.events[0].fields.method.values.push('passkey');
      }),
    '1 log event changed.',
    '- log event **authentication_failed** changed: one field changed',
    '  - field method: value passkey added',
  ],
  [
    'unknown file',
    (of) => {
      of.texts.set('generated/elsewhere/notes.txt', 'a\nb\n');
    },
    '1 file added.',
    '- file **generated/elsewhere/notes.txt** added',
  ],
];

describe('the outputs of this project, edited, and all that is told of it', () => {
  for (const [pair, edit, ...lines] of rows)
    it(pair, () => {
      const after = new Edited();
      edit(after);
      assert.notDeepEqual(after.texts, compiled);
      assert.deepEqual(told(after), lines);
    });
});
