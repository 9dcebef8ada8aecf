import type { FaultName } from '../../services/simulator/index.ts';
import type { Way } from './stand-ins/receivers.ts';

/** A fault began or ended. */
export interface FaultEvent {
  readonly type: 'fault';
  readonly at: number;
  readonly fault: FaultName;
  readonly over: boolean;
}

/** An alert changed its state in Prometheus. `over`: it is neither pending nor firing any more. */
export interface AlertEvent {
  readonly type: 'alert';
  readonly at: number;
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing' | 'over';
}

/** A receiver was told that an alert fires, or that it is over. */
export interface ToldEvent {
  readonly type: 'told';
  readonly at: number;
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly receiver: string;
  readonly way: Way;
  readonly over: boolean;
}

/** The responder wrote down something about an action. */
export interface ActionEvent {
  readonly type: 'action';
  readonly at: number;
  readonly action: string;
  readonly event: 'succeeded' | 'dry-run' | 'failed' | 'undone' | 'approval-wanted';
  /** In the responder's words. */
  readonly note: string;
}

/** Something that happened in a drill. `at` is in seconds of the world, counted from the first fault. */
export type DrillEvent = FaultEvent | AlertEvent | ToldEvent | ActionEvent;
