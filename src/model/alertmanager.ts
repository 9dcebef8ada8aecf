import type { Secret } from './datasource.ts';

/** How Alertmanager runs. */
export interface AlertmanagerServer {
  /** Address under which people reach it: links in notifications begin with it. */
  readonly externalUrl: string;
  /** Folder of its secrets. The secret `SLACK_WEBHOOK` is read from the file `slack_webhook` in it. */
  readonly secrets: string;
  /** When an alert that is not heard of any more counts as over. */
  readonly resolveTimeout: string;
  /** How long it remembers whom it told what. Whatever is repeated more rarely is told anew each time. */
  readonly retention: string;
  readonly mail: {
    /** `host:port`. */
    readonly smarthost: string;
    readonly from: string;
    readonly user: string;
    readonly password: Secret;
  };
}
