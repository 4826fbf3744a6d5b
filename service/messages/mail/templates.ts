/** The words of notices: those in force, and newer ones that a supervisor or an operator sets without a release. */
import { and, desc, eq, lte } from 'drizzle-orm';
import type { NoticeKind } from '#shared/contract/message-kind.ts';
import { FIRST_TEMPLATES, type NewNoticeTemplate, type NoticeTemplate } from '#shared/messages/template.ts';
import { invalid } from '../../platform/http/problem.ts';
import { noticeTemplate } from '../../tables/notice.ts';
import type { MailDeps } from './deps.ts';

type Needs = Pick<MailDeps, 'db' | 'clock'>;
export type TemplateRow = typeof noticeTemplate.$inferSelect;

export async function templateOf(kind: NoticeKind, { db, clock }: Needs): Promise<NoticeTemplate> {
  const [row] = await db
    .select()
    .from(noticeTemplate)
    .where(and(eq(noticeTemplate.kind, kind), lte(noticeTemplate.effectiveFrom, clock.now())))
    .orderBy(desc(noticeTemplate.effectiveFrom), desc(noticeTemplate.version))
    .limit(1);
  return row?.words ?? FIRST_TEMPLATES[kind];
}

/** Those set since the first, newest first; what is still to come stands before what is in force. */
export async function templateHistory(kind: NoticeKind, { db }: Needs): Promise<TemplateRow[]> {
  return db
    .select()
    .from(noticeTemplate)
    .where(eq(noticeTemplate.kind, kind))
    .orderBy(desc(noticeTemplate.effectiveFrom), desc(noticeTemplate.version));
}

/** Throws 422 for an instant that has passed: what was sent was sent in the words of its time. */
export async function setTemplate(
  { kind, from, id, en }: NewNoticeTemplate,
  by: string,
  { db, clock }: Needs,
): Promise<void> {
  const now = clock.now();
  const effectiveFrom = from === undefined ? now : Date.parse(from);
  if (effectiveFrom < now) {
    throw invalid('from', 'past', {
      id: 'Mulai berlaku tidak boleh di masa lalu. Kosongkan untuk mulai sekarang.',
      en: 'It cannot start in the past. Leave it empty to start now.',
    });
  }
  await db.insert(noticeTemplate).values({ kind, effectiveFrom, words: { id, en }, setAt: now, setBy: by });
}
