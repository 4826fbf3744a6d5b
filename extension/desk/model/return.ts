/** What the return form proposes: advised reasons and an editable note made of canned sentences. Pure. */
import type { Verdict } from '#shared/contract/evidence.ts';
import { ADVISED_RETURN, advisedReturns } from '#shared/evidence/advised-return.ts';
import { RETURN_REASONS, RETURN_REASONS_WITH_NOTE, type ReturnReason } from '#shared/ticket/reason.ts';

export interface ReturnDraft {
  reasons: ReturnReason[];
  note: string;
  /** Once the officer has written in the note, choosing reasons leaves it alone. */
  edited: boolean;
}

type Canned = (reason: ReturnReason) => string;

export function proposeReturn(verdict: Verdict | null, canned: Canned): ReturnDraft {
  const reasons = advisedReturns(verdict?.reasons ?? []);
  return { reasons, note: composeNote(reasons, verdict, canned), edited: false };
}

export function toggleReason(
  draft: ReturnDraft,
  reason: ReturnReason,
  verdict: Verdict | null,
  canned: Canned,
): ReturnDraft {
  const reasons = RETURN_REASONS.filter((each) => draft.reasons.includes(each) !== (each === reason));
  return rewordReturn({ ...draft, reasons }, verdict, canned);
}

/** The note anew where the sentences have changed; the officer's own words stay. */
export function rewordReturn(draft: ReturnDraft, verdict: Verdict | null, canned: Canned): ReturnDraft {
  return draft.edited ? draft : { ...draft, note: composeNote(draft.reasons, verdict, canned) };
}

/** `lainnya` has no sentence of its own: what the advising finding says stands in for it. */
function composeNote(reasons: readonly ReturnReason[], verdict: Verdict | null, canned: Canned): string {
  return reasons
    .flatMap((reason) => {
      if (reason !== 'lainnya') return [canned(reason)].filter(Boolean);
      return findingsFor(reason, verdict).map((finding) => finding.message);
    })
    .join(' ');
}

function findingsFor(reason: ReturnReason, verdict: Verdict | null): Verdict['reasons'] {
  return (verdict?.reasons ?? []).filter(
    (finding) => finding.severity === 'fail' && ADVISED_RETURN[finding.code] === reason,
  );
}

export type Lack = 'reason' | 'note';

/** What still keeps the draft from being sent. Canned sentences of other reasons do not explain `lainnya`. */
export function lackOf(draft: ReturnDraft, verdict: Verdict | null): Lack | null {
  if (draft.reasons.length === 0) return 'reason';
  const unexplained = draft.reasons.filter(
    (reason) =>
      RETURN_REASONS_WITH_NOTE.some((needs) => needs === reason) && findingsFor(reason, verdict).length === 0,
  );
  const needsNote = draft.reasons.some((reason) =>
    RETURN_REASONS_WITH_NOTE.some((needs) => needs === reason),
  );
  if (needsNote && draft.note.trim() === '') return 'note';
  return unexplained.length > 0 && !draft.edited ? 'note' : null;
}
