/** Releases of Elasticsearch that the contract server can stand in for. */
export const versions = ['8.8', '8.19', '9.5'] as const;
export type Version = (typeof versions)[number];

/** How a release behaves where releases differ. Code asks these flags and never compares versions. */
export interface Profile {
  readonly number: string;
  /** The newest media type that it can speak: a client of a later major is sent away. */
  readonly compatible: number;
  /** When templates and pipelines were made and changed is told with them, from 9.2 on. */
  readonly dates: boolean;
  /** A policy that is put again as it is does not count up. 7 always counted; which 8 began not to is not known, so 8.8 counts. */
  readonly identicalPolicy: 'new-version' | 'nothing';
  /** Whether a missing `composed_of` comes back as an empty list. */
  readonly emptyComposedOf: boolean;
}

const oldest: Profile = {
  number: '8.8.2',
  compatible: 8,
  dates: false,
  identicalPolicy: 'new-version',
  emptyComposedOf: false,
};

export const profiles: Readonly<Record<Version, Profile>> = {
  '8.8': oldest,
  '8.19': { ...oldest, number: '8.19.3', identicalPolicy: 'nothing' },
  '9.5': {
    number: '9.5.0',
    compatible: 9,
    dates: true,
    identicalPolicy: 'nothing',
    emptyComposedOf: true,
  },
};
