/** Where a report stands, as a word that a stylesheet may colour. */
import type { Status } from '../ticket/status.ts';

interface Props {
  status: Status | 'merged';
  /** The status in the reader's words. */
  label: string;
}

export function StatusTag({ status, label }: Props) {
  return <span class={`status status-${status}`}>{label}</span>;
}
