/** What the check found: sign, measure, advice. One kind over several photos is one line, and shows each of them. */
import type { Reason, Verdict } from '#shared/contract/evidence.ts';
import { isDoubt } from '#shared/evidence/finding.ts';
import { type FindingGroup, groupFindings, photoSpans } from '#shared/evidence/groups.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { FindingItem } from '../../ui/finding.tsx';
import { CompareButton } from '../compare/comparing.tsx';

interface Props {
  verdict: Verdict | null;
  /** Index of the after-photo that is shown now. */
  shownPhoto: number;
  onShowPhoto(photo: number): void;
  onChoose(number: string): void;
}

export function Findings({ verdict, ...links }: Props) {
  if (!verdict) return null;
  return (
    <section class="part" aria-labelledby="findings-title">
      <h2 id="findings-title">{t('desk.findings.title')}</h2>
      {!verdict.reasons.some(isDoubt) && <p class="soft">{t('desk.advice.pass_text')}</p>}
      {verdict.reasons.length > 0 && (
        <ul class="findings">
          {groupFindings(verdict.reasons).map((group) => (
            <FindingItem key={`${group.worst.severity} ${group.worst.code}`} {...group.worst}>
              <FindingLinks group={group} {...links} />
            </FindingItem>
          ))}
        </ul>
      )}
    </section>
  );
}

type LinksProps = Omit<Props, 'verdict'> & { group: FindingGroup<Reason> };

/** To each photo it speaks of, to the comparison with the one from before, and to the other reports. */
function FindingLinks({ group, shownPhoto, onShowPhoto, onChoose }: LinksProps) {
  const { worst, photos, findings } = group;
  const others = photos.filter((photo) => photo !== worst.photo);
  // Of several, the one that is looked at is compared, else the worst.
  const compared = findings.find(({ photo }) => photo === shownPhoto) ?? worst;
  const refs = [...new Set(findings.flatMap(({ ref }) => ref ?? []))];
  if (photos.length + refs.length === 0) return null;
  return (
    <>
      {others.length > 0 && <p>{t('desk.findings.also', { photos: photoSpans(others).join(', ') })}</p>}
      <div class="finding-links">
        {photos.length > 0 && (
          <fieldset class="finding-photos" aria-label={t('desk.findings.photos')}>
            {photos.map((photo) => (
              <button
                key={photo}
                type="button"
                class="finding-photo tabular"
                aria-pressed={shownPhoto === photo}
                aria-label={t('desk.findings.show_photo', { number: photo + 1 })}
                onClick={() => onShowPhoto(photo)}
              >
                {photos.length === 1 ? t('desk.findings.show_photo', { number: photo + 1 }) : photo + 1}
              </button>
            ))}
          </fieldset>
        )}
        <CompareButton reason={compared} />
        {refs.map((ref) => (
          <Button key={ref} look="link" onClick={() => onChoose(ref)}>
            {t('desk.findings.other_report', { number: ref })}
          </Button>
        ))}
      </div>
    </>
  );
}
