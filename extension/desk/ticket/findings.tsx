/** What the check found: sign, measure, advice. A finding about a photo shows that photo. */
import type { ComponentChildren } from 'preact';
import type { Reason, Verdict } from '#shared/contract/evidence.ts';
import type { Severity } from '#shared/evidence/finding.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import './finding.css';

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
            <FindingItem key={`${reason.code}-${reason.photo ?? ''}-${reason.ref ?? ''}`} {...reason}>
              <FindingLinks {...{ reason, shownPhoto, onShowPhoto, onChoose }} />
            </FindingItem>
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
        <Button look="link" aria-pressed={shownPhoto === photo} onClick={() => onShowPhoto(photo)}>
          {t('desk.findings.show_photo', { number: photo + 1 })}
        </Button>
      )}
      {ref !== undefined && (
        <Button look="link" onClick={() => onChoose(ref)}>
          {t('desk.findings.other_report', { number: ref })}
        </Button>
      )}
    </p>
  );
}

interface FindingProps {
  severity: Severity;
  message: string;
  advice: string;
  children?: ComponentChildren;
}

export function FindingItem({ severity, message, advice, children }: FindingProps) {
  return (
    <li class="finding">
      <span class={`sign sign-${severity}`} role="img" aria-label={t(`desk.severity.${severity}`)}>
        <Icon name={severity} />
      </span>
      <div>
        <p class="finding-what">{message}</p>
        <p class="soft">{advice}</p>
        {children}
      </div>
    </li>
  );
}

export function gravestFirst<F extends { severity: Severity }>(findings: readonly F[]): F[] {
  return [...findings].sort((a, b) => Number(b.severity === 'fail') - Number(a.severity === 'fail'));
}
