/** What every form of the decision bar is given. */
import type { ActionBody } from '#shared/contract/action.ts';
import type { OfficerName } from '#shared/contract/roster.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Unit } from '#shared/contract/units.ts';
import type { DecisionFiles, StoredTicket } from '../../store/database.ts';
import type { Phrases } from '../phrases/use-phrases.ts';

export interface FormProps {
  /** Whose draft it is: the account and the report, or all the reports decided at once. */
  owner: string;
  ticket: StoredTicket;
  /** One like it is on its way already, as a note is whose connection is gone: this is another. */
  another: boolean;
  /** Who decides. */
  actor: Actor;
  /** Every office; empty until the list was ever fetched. */
  units: readonly Unit[];
  /** Validators on duty now, as far as known; only who may propose learns of them. */
  onDuty: readonly OfficerName[];
  phrases: Phrases;
  onEditPhrases(): void;
  onSend(body: ActionBody, files?: DecisionFiles): void;
  onClose(): void;
}
