/** `/kelola/kriteria/temuan`: every finding of the evidence check in two sentences, by what it speaks of. */
import { ADVISED_RETURN } from '#shared/evidence/advised-return.ts';
import { FINDING_CODES, type FindingCode, SEVERITY } from '#shared/evidence/finding.ts';
import { useSay } from '../../pages/context.tsx';
import { OfficePage } from '../../pages/page.tsx';
import { LinkLine } from '../../pages/parts.tsx';

const SUBJECTS = ['photo', 'place', 'time', 'copy', 'change', 'narrative'] as const;

const SUBJECT: Record<FindingCode, (typeof SUBJECTS)[number]> = {
  PHOTO_MISSING: 'photo',
  PHOTO_UNREADABLE: 'photo',
  PHOTO_PENDING: 'photo',
  PHOTO_ELSEWHERE: 'photo',
  PHOTO_UNCOMPARED: 'copy',
  LOCATION_MISMATCH: 'place',
  LOCATION_BORDERLINE: 'place',
  LOCATION_OUTLIER: 'place',
  LOCATION_TRANSPOSED: 'place',
  GPS_MISSING: 'place',
  GPS_INVALID: 'place',
  GPS_IMPRECISE: 'place',
  GPS_CONFLICT: 'place',
  GPS_STALE: 'place',
  TIME_MISSING: 'time',
  TIME_INCONSISTENT: 'time',
  TIME_BEFORE_REPORT: 'time',
  TIME_IN_FUTURE: 'time',
  PHOTO_REUSED: 'copy',
  PHOTO_SIMILAR: 'copy',
  BEFORE_AS_AFTER: 'copy',
  PHOTO_RESUBMITTED: 'copy',
  PHOTO_TWICE: 'copy',
  SAME_VIEW: 'copy',
  AI_DECLARED: 'change',
  EDIT_TRACES: 'change',
  SIGNATURE_BROKEN: 'change',
  NARRATIVE_MISSING: 'narrative',
  NARRATIVE_BOILERPLATE: 'narrative',
  NARRATIVE_PASSED_ON: 'narrative',
  NARRATIVE_NOT_DONE: 'narrative',
  NARRATIVE_THIN: 'narrative',
  NARRATIVE_DUPLICATE: 'narrative',
  CAPTURED_IN_PLACE: 'place',
};

export function FindingsPage({ back }: { back: string }) {
  const say = useSay();
  return (
    <OfficePage title={say('rules.findings.title')}>
      <p>{say('rules.findings.intro')}</p>
      {SUBJECTS.map((subject) => (
        <section>
          <h2>{say(`rules.findings.of.${subject}`)}</h2>
          {FINDING_CODES.filter((code) => SUBJECT[code] === subject).map((code) => (
            <Explained code={code} />
          ))}
        </section>
      ))}
      <LinkLine to={back}>{say('rules.criteria.back')}</LinkLine>
    </OfficePage>
  );
}

function Explained({ code }: { code: FindingCode }) {
  const say = useSay();
  const reason = ADVISED_RETURN[code];
  const weight = say(`desk.severity.${SEVERITY[code]}`);
  return (
    <p id={code}>
      <strong>{say(`findings.explained.${code}`)}</strong> {say(`findings.advice.${code}`)}
      <br />
      <span class="soft">
        {[weight, reason && say(`common.return_reason.${reason}`)].filter(Boolean).join(' · ')} ·{' '}
        <code>{code}</code>
      </span>
    </p>
  );
}
