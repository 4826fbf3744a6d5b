/** What the check found: sign, measure, advice. A finding about a photo shows that photo. */
import type { ComponentChildren } from 'preact';
import type { Reason, Verdict } from '#shared/contract/evidence.ts';
import type { FindingCode, Severity } from '#shared/evidence/finding.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import './finding.css';

interface Props {
  verdict: Verdict | null;
  /** Index of the after-photo that is shown now. */
  shownPhoto: number;
  onShowPhoto(photo: number): void;
  /** Lays it over the photo from before at that index. */
  onCompare(photo: number, before: number): void;
  onChoose(number: string): void;
}

export function Findings({ verdict, ...links }: Props) {
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
              <FindingLinks reason={reason} {...links} />
            </FindingItem>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Found by laying the photo over one from before the work. */
const LAID_OVER: readonly FindingCode[] = ['SAME_VIEW', 'BEFORE_AS_AFTER'];

type Compared = Pick<Props, 'onCompare'> & { photo: number; before: number };

function CompareLink({ photo, before, onCompare }: Compared) {
  return (
    <Button look="link" onClick={() => onCompare(photo, before)}>
      {t('desk.findings.compare')}
    </Button>
  );
}

function FindingLinks({
  reason: { code, photo, ref, measure },
  shownPhoto,
  onShowPhoto,
  onCompare,
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
      {photo !== undefined && LAID_OVER.includes(code) && typeof measure?.which === 'number' && (
        <CompareLink photo={photo} before={measure.which - 1} onCompare={onCompare} />
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
