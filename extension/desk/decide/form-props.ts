/** What every form of the decision bar is given. */
import type { ActionBody } from '#shared/contract/action.ts';
import type { DecisionFiles, ReplicaTicket } from '../../replica/database.ts';

export interface FormProps {
  ticket: ReplicaTicket;
  onSend(body: ActionBody, files?: DecisionFiles): void;
  onClose(): void;
}
