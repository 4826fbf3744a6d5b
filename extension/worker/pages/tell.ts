/** What the worker opens and tells: the desk's tab, and the content scripts that have asked something. */
import { browser } from 'wxt/browser';
import { VERDICTS } from '#shared/evidence/finding.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import type { DeskTarget, Greeting, WorkerMessage } from '../../connection/messages.ts';
import { language, t } from '../../platform/i18n.ts';
import { settings } from '../../platform/settings.ts';
import type { Around } from './frames.ts';
import type { Sender } from './sender.ts';

/** A page too busy to answer within this is too busy to be decided by. */
const ANSWERS_WITHIN_MS = 2_000;

/** Frames whose content script spoke to this worker. A worker that died forgets them: they ask again by themselves. */
const listening = new Map<number, Set<number>>();

export function remember({ tab, frameId = 0 }: Sender): void {
  if (tab?.id === undefined) return;
  listening.set(tab.id, (listening.get(tab.id) ?? new Set()).add(frameId));
}

export async function tellTabs(message: WorkerMessage): Promise<void> {
  const told = [...listening].flatMap(([tab, frames]) =>
    [...frames].map((frame) => tellFrame(tab, frame, message)),
  );
  await Promise.all(told);
  // Popup, options, desk and frames; nobody listening is no failure.
  await browser.runtime.sendMessage(message).catch(() => undefined);
}

/** For what must reach scripts that this worker may have forgotten. */
export async function tellEveryTab(message: WorkerMessage): Promise<void> {
  for (const { id } of await browser.tabs.query({})) {
    if (id !== undefined) await browser.tabs.sendMessage(id, message).catch(() => undefined);
  }
}

/** False where no script of ours listens in that page. */
export async function tellPage(tab: number, message: WorkerMessage): Promise<boolean> {
  return tellFrame(tab, 0, message);
}

/** Whether the page around a card still shows this number where the card was opened; false where it does not say. */
export async function standsIn(
  { tab, frame }: Around,
  number: string,
  { rested }: { rested: boolean },
): Promise<boolean> {
  const question: WorkerMessage = { tells: 'stands', number, rested };
  const answer = browser.tabs.sendMessage(tab, question, { frameId: frame });
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), ANSWERS_WITHIN_MS);
    answer.then(
      (said: unknown) => resolve(said === true),
      () => resolve(false),
    );
  });
}

async function tellFrame(tab: number, frameId: number, message: WorkerMessage): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tab, message, { frameId });
    return true;
  } catch {
    listening.get(tab)?.delete(frameId);
    return false;
  }
}

/**
 * Brings the desk's tab to the front, showing what is asked for, or opens one. A desk that listens is told rather than
 * loaded anew: drafts and photos live in its page.
 */
export async function openDesk({ number, compare = false }: DeskTarget): Promise<void> {
  const address = browser.runtime.getURL('/');
  const query = new URLSearchParams({
    ...(number === undefined ? {} : { ticket: number }),
    ...(compare ? { compare: '' } : {}),
  });
  const url = `${address}desk.html${query.size === 0 ? '' : `?${query}`}`;
  const pages = await browser.runtime.getContexts({
    contextTypes: ['TAB'],
    documentOrigins: [new URL(address).origin],
  });
  const open = pages.find(
    ({ documentUrl, frameId, tabId }) =>
      documentUrl?.startsWith(`${address}desk.html`) === true && frameId === 0 && tabId >= 0,
  );
  if (!open) {
    await browser.tabs.create({ url });
    return;
  }
  const messages: WorkerMessage[] = [
    ...(number === undefined ? [] : [{ tells: 'open' as const, number }]),
    ...(compare ? [{ tells: 'compare' as const }] : []),
  ];
  const told = await Promise.all(messages.map((message) => tellPage(open.tabId, message)));
  await browser.tabs.update(open.tabId, told.every(Boolean) ? { active: true } : { active: true, url });
  await browser.windows.update(open.windowId, { focused: true });
}

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
