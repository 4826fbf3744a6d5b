/** The words of messages: those in force, and newer ones that a supervisor or an operator sets without a release. */
import { and, desc, eq, lte } from 'drizzle-orm';
import type { NewNoticeTemplate, NoticeKind, NoticeTemplate } from '#shared/contract/messages.ts';
import { inEach } from '#shared/words/locale.ts';
import { speaker } from '#shared/words/speak.ts';
import { invalid } from '../../platform/http/problem.ts';
import { noticeTemplate } from '../../tables/notice.ts';
import type { MailDeps } from './deps.ts';

type TemplateDeps = Pick<MailDeps, 'db' | 'clock'>;
export type TemplateRow = typeof noticeTemplate.$inferSelect;

/** The words Tuntas starts with; from then on the database's count. */
export function firstTemplate(kind: NoticeKind): NoticeTemplate {
  return inEach((locale) => {
    const say = speaker(locale);
    return {
      subject: say(`messages.template.${kind}.subject`),
      body: say(`messages.template.${kind}.body`),
    };
  });
}

export async function templateOf(kind: NoticeKind, { db, clock }: TemplateDeps): Promise<NoticeTemplate> {
  const [row] = await db
    .select()
    .from(noticeTemplate)
    .where(and(eq(noticeTemplate.kind, kind), lte(noticeTemplate.effectiveFrom, clock.now())))
    .orderBy(desc(noticeTemplate.effectiveFrom), desc(noticeTemplate.version))
    .limit(1);
  // A language that came later has the first words until somebody sets its own.
  return { ...firstTemplate(kind), ...row?.words };
}

/** Those set since the first, newest first; what is still to come stands before what is in force. */
export async function templateHistory(kind: NoticeKind, { db }: TemplateDeps): Promise<TemplateRow[]> {
  return db
    .select()
    .from(noticeTemplate)
    .where(eq(noticeTemplate.kind, kind))
    .orderBy(desc(noticeTemplate.effectiveFrom), desc(noticeTemplate.version));
}

/** Throws 422 for an instant that has passed: what was sent was sent in the words of its time. */
export async function setTemplate(
  { kind, from, ...words }: NewNoticeTemplate,
  by: string,
  { db, clock }: TemplateDeps,
): Promise<void> {
  const now = clock.now();
  const effectiveFrom = from === undefined ? now : Date.parse(from);
  if (effectiveFrom < now) {
    throw invalid('from', 'past', 'messages.refused.cannot_start_past_leave');
  }
  await db.insert(noticeTemplate).values({ kind, effectiveFrom, words, setAt: now, setBy: by });
}
