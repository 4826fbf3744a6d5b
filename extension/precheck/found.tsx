/** What a pre-check found, as the officer who will send it reads it: one line for each kind, however many photos it is about. */

import { MAX_PIXELS } from '#shared/contract/evidence.ts';
import type { PhotoFacts } from '#shared/evidence/facts.ts';
import type { Finding, FindingCode } from '#shared/evidence/finding.ts';
import { groupFindings, photoSpans } from '#shared/evidence/groups.ts';
import { sayFinding } from '#shared/evidence/messages.ts';
import { speaker, t } from '../platform/i18n.ts';
import { FindingItem } from '../ui/finding.tsx';

/** Of a form that is still being filled in they are no findings: said softly, among what is missing. */
const NOT_YET: readonly FindingCode[] = ['PHOTO_MISSING', 'NARRATIVE_MISSING'];

export function isFound({ code }: Finding): boolean {
  return !NOT_YET.includes(code);
}

export function FoundList({ findings, files }: { findings: readonly Finding[]; files: readonly File[] }) {
  return (
    <ul class="findings">
      {groupFindings(findings).map(({ worst: finding, photos }) => {
        const file = finding.photo === undefined ? undefined : files[finding.photo];
        const also = photos.filter((photo) => photo !== finding.photo);
        const words = sayFinding(finding, speaker(), { photos: files.length, reader: 'office' });
        return (
          <FindingItem key={`${finding.severity} ${finding.code}`} severity={finding.severity} {...words}>
            {also.length > 0 ? (
              <p class="soft found-also">{t('precheck.also', { photos: photoSpans(also).join(', ') })}</p>
            ) : (
              file && files.length > 1 && <p class="soft found-file">{file.name}</p>
            )}
          </FindingItem>
        );
      })}
    </ul>
  );
}

/** What the service would refuse before it looks at the photo. */
export function tooManyPixels(facts: readonly (PhotoFacts | null)[]): string[] {
  return facts.flatMap((each, index) =>
    (each?.width ?? 0) * (each?.height ?? 0) > MAX_PIXELS
      ? [t('precheck.too_many_pixels', { number: index + 1 })]
      : [],
  );
}
