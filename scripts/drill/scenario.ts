import type { receivers } from '../../alerts/receivers.ts';
import type { ActionName } from '../../alerts/responses.ts';
import type { FaultName } from '../../services/simulator/index.ts';

/** Name of a receiver. */
export type ReceiverName = (typeof receivers)[number]['name'];

/** An alert that must fire. */
export interface ExpectedAlert {
  readonly alert: string;
  /** Which one, where several have the name. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Who must hear of it. That they hear of its end follows from what they are told. */
  readonly to: readonly ReceiverName[];
  /** It goes on after the drill, because what it looks at is long. */
  readonly lasts?: true;
}

/** An action that automation must take. */
export interface ExpectedAction {
  readonly action: ActionName;
  /** What is to come of it, default `succeeded`. `approval-wanted`: it waits for a person. */
  readonly comes?: 'succeeded' | 'dry-run' | 'failed' | 'approval-wanted';
  /** It must be taken back when all is over. */
  readonly undone?: true;
}

/** Something that goes wrong, and what must come of it. */
export interface DrillScenario {
  /** One sentence, for those who choose. */
  readonly says: string;
  /** What happens, and for how long in the time of the world. */
  readonly faults: readonly { readonly fault: FaultName; readonly for: string }[];
  readonly alerts: readonly ExpectedAlert[];
  readonly actions?: readonly ExpectedAction[];
  /** Alerts that may fire as well, or may not: it depends on the moment. */
  readonly may?: readonly string[];
  /** The systems that automation acts on are out of order. */
  readonly targetsBroken?: true;
  /** How long after the last fault all must be over; default half an hour. */
  readonly patience?: string;
}
