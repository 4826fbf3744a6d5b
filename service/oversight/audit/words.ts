/** What each break means, for whoever runs the command. */
import type { BreakKind } from '#shared/contract/audit.ts';

export const BREAK_WORDS: Record<BreakKind, string> = {
  event_altered: 'an event, or what came before it, was altered',
  event_deleted: 'an event was deleted',
  event_reordered: 'events changed places',
  tail_cut: 'the end of the log was cut off',
  ticket_removed: 'a report was removed',
  chain_recomputed: 'a report was rewritten and its chain recomputed',
  log_altered: 'a stretch of the log is not what was signed',
  head_altered: 'the report does not stand where its newest event left it',
  row_altered: 'the row is not what its events make of it',
  text_altered: 'a text was altered',
  text_deleted: 'a text was deleted that nobody asked to erase',
  text_added: 'a text was added that no event knows',
  not_erased: 'something is still there although its erasure is on record',
  photo_altered: 'a photo was exchanged',
  photo_deleted: 'a photo was deleted that nobody asked to erase',
  photo_added: 'a photo was added that no event knows',
  checkpoint_altered: 'a checkpoint was altered',
  checkpoint_deleted: 'a checkpoint was deleted',
  checkpoint_forged: 'a checkpoint was not signed with our key',
  older_database: 'an older database was put back',
  outside_missing: 'no checkpoint lies outside the database to compare with',
  unreadable: 'the database could not be read to its end',
};
