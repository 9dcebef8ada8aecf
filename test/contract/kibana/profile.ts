/** Releases of Kibana that the contract server can stand in for. */
export const versions = ['8.8', '8.19', '9.5'] as const;
export type Version = (typeof versions)[number];

/** How a release behaves where releases differ. Code asks these flags and never compares versions. */
export interface Profile {
  readonly number: string;
  /** The newest migration of each type: a document that is ahead of it is refused, with the whole import. */
  readonly newest: Readonly<Record<string, string>>;
  /** From 8.9 on a dashboard that is behind is migrated when it is imported, which writes its panels anew. */
  readonly migratesDashboards: boolean;
  /** Exports of data views tell `allowHidden`. */
  readonly allowHidden: boolean;
  /** Dashboards are resources of their own from 9.4 on; from 9.5 on with everything filled in. */
  readonly dashboardsApi: 'none' | 'filled in';
  /** Who saved an object last is told. */
  readonly updatedBy: boolean;
}

const oldest: Profile = {
  number: '8.8.2',
  newest: { 'index-pattern': '8.0.0', tag: '8.0.0', search: '8.0.0', lens: '8.6.0', dashboard: '8.7.0' },
  migratesDashboards: false,
  allowHidden: false,
  dashboardsApi: 'none',
  updatedBy: false,
};

const eight: Profile = {
  ...oldest,
  number: '8.19.3',
  newest: { 'index-pattern': '8.0.0', tag: '8.0.0', search: '10.5.0', lens: '10.1.0', dashboard: '10.3.0' },
  migratesDashboards: true,
  allowHidden: true,
  updatedBy: true,
};

export const profiles: Readonly<Record<Version, Profile>> = {
  '8.8': oldest,
  '8.19': eight,
  '9.5': {
    ...eight,
    number: '9.5.0',
    newest: { ...eight.newest, dashboard: '10.4.0' },
    dashboardsApi: 'filled in',
  },
};
