/** What a page's badges need besides the reports: theme, language and words. */
import { VERDICTS } from '#shared/evidence/finding.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import type { Greeting } from '../../connection/messages.ts';
import { language, t } from '../../platform/i18n.ts';
import { settings } from '../../platform/settings.ts';

export async function greeting(): Promise<Greeting> {
  const statuses = STATUSES.map((status) => [status, t(`common.status.${status}`)]);
  const verdicts = VERDICTS.map((verdict) => [verdict, t(`common.verdict.${verdict}`)]);
  return {
    theme: await settings.theme.get(),
    language: language(),
    statuses: Object.fromEntries(statuses),
    verdicts: Object.fromEntries(verdicts),
    hint: t('overlay.hint'),
    close: t('overlay.close'),
  };
}
