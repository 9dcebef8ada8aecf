import {
  type AlertRule,
  type Duration,
  ends,
  type Feed,
  feed,
  fires,
  hold,
  type Objective,
  quiet,
  records,
  type Scenario,
  scenario,
} from '#lib';

type Labels = Readonly<Record<string, string>>;

/**
 * What the alerts of every objective must do. The windows are the same for all of them, and so are the moments: an alert
 * fires when a twentieth more than its burn rate has lasted nearly as long as its long window, and ends when its short
 * window has seen the end of it.
 */
export function burnScenarios(
  of: Objective,
  { labels, failing }: { /** Labels of its events. */ readonly labels: Labels; readonly failing: string },
): readonly Scenario[] {
  const budget = Number((1 - of.target).toPrecision(12));
  const chosen = { ...labels, objective: of.objective };
  const alertOf = (severity: string): AlertRule | undefined =>
    of.alerts.find((one) => one.severity === severity);
  const told = (share: number) =>
    ({
      labels: chosen,
      summary: `${percentage(share)}% of ${failing}, and ${percentage(budget)} % may.`,
    }) as never;
  /** 100 events a second, of which a share is bad after a while, and for a while. */
  const events = (
    share: number,
    well: Duration,
    lasts?: Duration,
    before = 100,
    rate = 100,
  ): readonly Feed[] => [
    feed(of.total, labels, hold(before, well), hold(rate)),
    feed(of.bad, labels, hold(0, well), hold(share * rate, lasts), hold(0)),
  ];

  /** Half as many events as count at first, then half as many again. */
  function few(alert: AlertRule, share: number): readonly Scenario[] {
    if (of.minimum === undefined) return [];
    const [less, more] = [0.5, 1.5].map((times) => (times * (of.minimum as number)) / 3600) as [
      number,
      number,
    ];
    return [
      scenario(`${alert.alert} needs events to judge by`, {
        every: '1m',
        given: [
          feed(of.total, labels, hold(less, '2h'), hold(more)),
          feed(of.bad, labels, hold(share * less, '2h'), hold(share * more)),
        ],
        expect: [fires(alert, '2h30m', told(share))],
      }),
    ];
  }

  return of.burns.flatMap(({ factor, long, severity }): readonly Scenario[] => {
    const alert = alertOf(severity) as AlertRule;
    const limit = factor * budget;
    const much = `${alert.alert}, ${factor} times over ${long}`;
    switch (long) {
      case '1h':
        return [
          scenario(`${much}: fires`, {
            every: '1m',
            given: events(1.05 * limit, '2h'),
            expect: [fires(alert, '2h58m', told((1.05 * limit * 59) / 61))],
          }),
          scenario(`${much}: is silent a little below`, {
            every: '1m',
            given: events(0.95 * limit, '5m'),
            expect: [quiet(alert, '3h')],
          }),
          scenario(`${much}: ends with the trouble`, {
            every: '1m',
            given: events(1.05 * limit, '5m', '2h'),
            expect: [ends(alert, '2h5m')],
          }),
          ...few(alert, 1.05 * limit),
        ];
      case '6h':
        return [
          scenario(`${much}: fires`, {
            every: '5m',
            given: events(1.05 * limit, '7h'),
            expect: [fires(alert, '12h45m', told((1.05 * limit * 70) / 73))],
          }),
          scenario(`${much}: is silent a little below`, {
            every: '5m',
            given: events(0.95 * limit, '5m'),
            expect: [quiet(alert, '13h')],
          }),
          scenario(`${much}: ends soon after the trouble`, {
            every: '1m',
            given: events(1.05 * limit, '5m', '7h'),
            expect: [ends(alert, '7h6m')],
          }),
          ...few(alert, 1.05 * limit),
        ];
      case '1d':
        return [
          scenario(`${much}: a quiet day after busy ones counts as a day`, {
            every: '1h',
            given: events(1.05 * limit, '3d', '30h', 1000, 10),
            expect: [fires(alert, '4d', told(1.05 * limit)), ends(alert, '4d6h')],
          }),
        ];
      default:
        return [
          scenario(`${much}: fires, and a budget of 30 days is spent by then`, {
            every: '1h',
            given: events(1.05 * limit, '4d', '100h'),
            expect: [
              fires(alert, '6d21h', told((1.05 * limit * 70) / 73)),
              ends(alert, '8d4h'),
              records(of.rules.budgetLeft, '8d', chosen as never, 0.47228),
            ],
          }),
          scenario(`${much}: is silent a little below`, {
            every: '1h',
            given: events(0.95 * limit, '1h'),
            expect: [quiet(alert, '6d')],
          }),
          ...few(alert, 1.05 * limit),
        ];
    }
  });
}

/** As Prometheus writes it. */
const percentage = (share: number): number => Number((share * 100).toPrecision(4));
