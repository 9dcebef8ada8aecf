import {
  type AlertRule,
  type Burn,
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
  type Stretch,
  scenario,
  secondsOf,
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
  /** 100 events a second. After a while a twentieth more of them are bad than a limit allows, and later a twentieth less. */
  const events = (
    share: number,
    well: Duration,
    lasts?: Duration,
    before = 100,
    rate = 100,
  ): readonly Feed[] => [
    feed(of.total, labels, hold(before, well), hold(rate)),
    feed(of.bad, labels, hold(0, well), hold(1.05 * share * rate, lasts), hold(0.95 * share * rate)),
    // Nothing of another promise is counted in.
    feed(of.total, { ...labels, objective: 'another' }, hold(1)),
    feed(of.bad, { ...labels, objective: 'another' }, hold(1)),
  ];

  /**
   * Bad events in single samples, and nothing beside them: half of what counts, half again and a little less than half of it, and as much as makes
   * it whole with the one a long window before. Ample traffic long before keeps the longer row of a severity quiet.
   */
  function few(alert: AlertRule, { long }: Burn, every: Duration): readonly Scenario[] {
    if (of.fewest === undefined) return [];
    const [window, step] = [secondsOf(long), secondsOf(every)];
    // A sample stands for the interval at which a rule records it, however often a scenario does.
    const all = of.fewest / (long.endsWith('d') ? 300 : 30);
    const begun = 2 * window;
    const bad = [
      [begun - 1.5 * window, all / 2],
      [begun, all / 2],
      [begun + 0.5 * window, (all * 7) / 16],
      [begun + 1.5 * window, (all * 9) / 16],
    ] as const;
    const last = begun + 1.5 * window;
    const course = (ample: number): readonly Stretch[] => {
      const busy = begun - window - 2 * step;
      return Array.from({ length: last / step + 1 }, (_, at) => at * step).map((at) =>
        hold(at < busy && ample > 0 ? ample : (bad.find(([when]) => when === at)?.[1] ?? 0), every),
      );
    };
    const given = [feed(of.total, labels, ...some(course(1e6))), feed(of.bad, labels, ...some(course(0)))];
    return [
      scenario(`${alert.alert} needs ${of.fewest} bad events within ${long} to judge by`, {
        every,
        given,
        expect: [fires(alert, `${last}s` as Duration, told(1))],
      }),
    ];
  }

  /**
   * Exactly the limit over the long window while the short one is above it, and then the other way round: one sample is a little better than the
   * limit and a later one as much worse. Ample traffic a day before keeps the longer row of a severity quiet.
   */
  function exactly(alert: AlertRule, { factor, long }: Burn, every: Duration): Scenario {
    const [window, step, rate] = [secondsOf(long), secondsOf(every), 10_000];
    const limit = Math.round(factor * budget * rate);
    const [ample, better] = [long === '1d' ? window : 0, long === '1d' ? 2 * window + 2 * step : 2 * window];
    const worse = better + 0.5 * window;
    const until = better + 1.25 * window;
    const course = (of: (at: number) => number): readonly Stretch[] =>
      Array.from({ length: Math.floor(until / step) + 1 }, (_, at) => hold(of(at * step), every));
    const bad = (at: number): number =>
      at < ample ? 0 : limit + (at === better ? -10 : 0) + (at === worse ? 10 : 0);
    return scenario(`${alert.alert}, ${factor} times over ${long}: is silent at exactly that`, {
      every,
      given: [
        feed(of.total, labels, ...some(course((at) => (at < ample ? 100 * rate : rate)))),
        feed(of.bad, labels, ...some(course(bad))),
      ],
      expect: [quiet(alert, `${until}s` as Duration)],
    });
  }

  /** Bad for five days, and well again. */
  const long = Object.entries(of.rules.errors).filter(([window]) => window.endsWith('d') && window !== '30d');
  const month = scenario(`${of.title}: what is over is forgotten, a budget after 30 days`, {
    every: '1h',
    given: [feed(of.total, labels, hold(100)), feed(of.bad, labels, hold(50 * budget, '5d'), hold(0))],
    expect: [
      records(of.rules.budgetLeft, '20d', chosen as never, 0.87526),
      records(of.rules.budgetLeft, '36d', chosen as never, 1),
      ...long.map(([window, rule]) =>
        records(rule, `${BigInt(5 + Number.parseInt(window, 10))}d`, chosen as never, 0),
      ),
    ],
  });

  /** A step in the middle of five minutes, which a longer or a shorter window sees another part of. */
  const { thinned } = of.rules;
  const thin = scenario(`${of.title}: a point every five minutes is the mean of five`, {
    every: '1m',
    given: [
      feed(of.total, labels, hold(60, '10m'), hold(120)),
      feed(of.bad, labels, hold(0, '10m'), hold(60)),
      feed(of.total, { ...labels, objective: 'another' }, hold(1)),
      feed(of.bad, { ...labels, objective: 'another' }, hold(1)),
    ],
    expect: [
      records(thinned.total, '12m', chosen as never, 90),
      records(thinned.bad, '12m', chosen as never, 30),
    ],
  });
  /** Much traffic and much trouble for five days, then little of both; what is thinned of another promise stands beside it. */
  const ours = { ...labels, objective: of.objective };
  const far = scenario(`${of.title}: shares over days are those of their days and of this promise`, {
    every: '1h',
    given: [thinned.total, thinned.bad].flatMap((one, at) => [
      feed(one, ours, hold(at === 0 ? 1000 : 100, '5d'), hold(at === 0 ? 100 : 1)),
      feed(one, { ...labels, objective: 'another' }, hold(1)),
    ]),
    expect: [
      records(of.rules.budgetLeft, '36d', chosen as never, Number((1 - 0.01 / budget).toPrecision(6))),
      ...long.map(([window, rule]) =>
        records(rule, `${5 + Number.parseInt(window, 10)}d` as Duration, chosen as never, 0.01),
      ),
    ],
  });

  const left = scenario(`${of.title}: what is left is left of this promise`, {
    every: '1m',
    given: [
      feed(of.errors30d, ours, hold(0.5 * budget)),
      feed(of.errors30d, { ...labels, objective: 'another' }, hold(1)),
    ],
    expect: [records(of.rules.budgetLeft, '5m', chosen as never, 0.5)],
  });

  const rows = of.burns.flatMap((burn): readonly Scenario[] => {
    const { factor, long, severity } = burn;
    const alert = alertOf(severity) as AlertRule;
    const limit = factor * budget;
    const much = `${alert.alert}, ${factor} times over ${long}`;
    switch (long) {
      case '1h':
        return [
          scenario(`${much}: fires`, {
            every: '1m',
            given: events(limit, '2h'),
            expect: [fires(alert, '2h58m', told((1.05 * limit * 59) / 61))],
          }),
          scenario(`${much}: is silent a little below`, {
            every: '1m',
            given: events(limit, '5m', '1m'),
            expect: [quiet(alert, '3h')],
          }),
          scenario(`${much}: ends with the trouble`, {
            every: '1m',
            given: events(limit, '5m', '2h'),
            expect: [ends(alert, '2h5m')],
          }),
          exactly(alert, burn, '1m'),
          ...few(alert, burn, '1m'),
        ];
      case '6h':
        return [
          scenario(`${much}: fires`, {
            every: '5m',
            given: events(limit, '7h'),
            expect: [fires(alert, '12h45m', told((1.05 * limit * 70) / 73))],
          }),
          scenario(`${much}: is silent a little below`, {
            every: '5m',
            given: events(limit, '5m', '5m'),
            expect: [quiet(alert, '13h')],
          }),
          scenario(`${much}: ends soon after the trouble`, {
            every: '1m',
            given: events(limit, '5m', '7h'),
            expect: [ends(alert, '7h20m')],
          }),
          exactly(alert, burn, '5m'),
          ...few(alert, burn, '5m'),
        ];
      case '1d':
        return [
          scenario(`${much}: a quiet day after busy ones counts as a day`, {
            every: '1h',
            given: events(limit, '3d', '30h', 1000, 10),
            expect: [fires(alert, '4d', told(1.05 * limit)), ends(alert, '4d7h')],
          }),
          exactly(alert, burn, '1h'),
          ...few(alert, burn, '1h'),
        ];
      default:
        return [
          scenario(`${much}: fires, and a budget of 30 days is spent by then`, {
            every: '1h',
            given: events(limit, '4d', '100h'),
            expect: [fires(alert, '6d21h', told((1.05 * limit * 70) / 73)), ends(alert, '8d7h')],
          }),
          scenario(`${much}: is silent a little below`, {
            every: '1h',
            given: events(limit, '1h', '1h'),
            expect: [quiet(alert, '6d')],
          }),
          exactly(alert, burn, '1h'),
          ...few(alert, burn, '1h'),
        ];
    }
  });
  const others = of.alerts.map((alert) =>
    scenario(`${alert.alert} does not speak of other promises`, {
      every: '5m',
      given: [
        feed(of.total, { ...labels, objective: 'another' }, hold(1000)),
        feed(of.bad, { ...labels, objective: 'another' }, hold(1000)),
        ...Object.values(of.errors).map((errors) =>
          feed(errors, { ...labels, objective: 'another' }, hold(1)),
        ),
        feed(thinned.bad, { ...labels, objective: 'another' }, hold(1000)),
      ],
      expect: [quiet(alert, '2h')],
    }),
  );
  return [...rows, month, thin, far, left, ...others];
}

/** A course made by a program has a stretch at least, which its type does not say. */
const some = (course: readonly Stretch[]) => course as readonly [Stretch, ...Stretch[]];

/** As Prometheus writes it. */
const percentage = (share: number): number => Number((share * 100).toPrecision(4));
