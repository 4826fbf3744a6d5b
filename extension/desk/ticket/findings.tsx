/** What the check found: sign, measure, advice. A finding about a photo shows that photo. */
import type { Reason, Verdict } from '#shared/contract/evidence.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../icon.tsx';

interface Props {
  verdict: Verdict | null;
  /** Index of the after-photo that is shown now. */
  shownPhoto: number;
  onShowPhoto(photo: number): void;
  onChoose(number: string): void;
}

export function Findings({ verdict, shownPhoto, onShowPhoto, onChoose }: Props) {
  if (!verdict) return null;
  return (
    <section class="part" aria-labelledby="findings-title">
      <h2 id="findings-title">{t('desk.findings.title')}</h2>
      {verdict.reasons.length === 0 ? (
        <p class="soft">{t('desk.advice.pass_text')}</p>
      ) : (
        <ul class="findings">
          {gravestFirst(verdict.reasons).map((reason) => (
            <li
              key={`${reason.code}-${reason.photo ?? ''}-${reason.ref ?? ''}`}
              class={`finding finding-${reason.severity}`}
            >
              <span
                class={`sign sign-${reason.severity}`}
                role="img"
                aria-label={t(`desk.findings.${reason.severity}`)}
              >
                <Icon name={reason.severity} />
              </span>
              <div>
                <p class="finding-what">{reason.message}</p>
                <p class="soft">{reason.advice}</p>
                <FindingLinks {...{ reason, shownPhoto, onShowPhoto, onChoose }} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function FindingLinks({
  reason: { photo, ref },
  shownPhoto,
  onShowPhoto,
  onChoose,
}: Omit<Props, 'verdict'> & { reason: Reason }) {
  if (photo === undefined && ref === undefined) return null;
  return (
    <p class="finding-links">
      {photo !== undefined && (
        <button
          type="button"
          class="link"
          aria-pressed={shownPhoto === photo}
          onClick={() => onShowPhoto(photo)}
        >
          {t('desk.findings.show_photo', photo + 1)}
        </button>
      )}
      {ref !== undefined && (
        <button type="button" class="link" onClick={() => onChoose(ref)}>
          {t('desk.findings.other_report', ref)}
        </button>
      )}
    </p>
  );
}

function gravestFirst(reasons: readonly Reason[]): Reason[] {
  return [...reasons].sort((a, b) => Number(b.severity === 'fail') - Number(a.severity === 'fail'));
}
