/** What an answer to a message is made of: its shape, who asked and with which right, and the refusals. */
import { z } from 'zod';
import { ReportNumber } from '#shared/contract/primitives.ts';
import type { DeskTarget, MessageMap, MessageName, Outcome } from '../../connection/messages.ts';
import type { WorkerContext } from '../../connection/service.ts';
import { t } from '../../platform/i18n.ts';
import type { Around, PlacedGrant } from '../pages/frames.ts';
import type { Sender } from '../pages/sender.ts';

/** What the answers need of the running worker besides its context. */
export interface RunningWorker {
  context: WorkerContext;
  /** Sends what is ripe, then fetches what changed. */
  deliver: () => Promise<void>;
  openDesk: (target: DeskTarget) => Promise<void>;
  /** False where the page around has no script of ours to show it. */
  openDrawer: (tab: number, nonce: string) => Promise<boolean>;
  /** Whether the page around a card still shows this number where the card was opened, and the card rests there. */
  standsIn: (around: Around, number: string, how: { rested: boolean }) => Promise<boolean>;
  /** Whether the overlay has any business on this page. */
  overlayRunsOn: (url: string | undefined) => Promise<boolean>;
}

interface Call {
  worker: RunningWorker;
  sender: Sender;
  /** Of a frame inside a page; absent for pages of our own. */
  grant: PlacedGrant | null;
}

export type Answers<Names extends MessageName = MessageName> = {
  [N in Names]: {
    ask: z.ZodType<MessageMap[N]['ask']>;
    answer: (ask: MessageMap[N]['ask'], call: Call) => Promise<MessageMap[N]['answer']>;
  };
};

export const Nothing = z.undefined();
export const OneNumber = z.object({ number: ReportNumber });

export function tooLate(): Outcome<never> {
  return { ok: false, error: { word: 'too-late', message: t('worker.too_late') } };
}

export function denied(): Outcome<never> {
  return { ok: false, error: { word: 'denied', message: t('worker.denied') } };
}

export function moved(): Outcome<never> {
  return { ok: false, error: { word: 'moved', message: t('worker.moved') } };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** zod's optional fields may hold undefined, `exactOptionalPropertyTypes` wants them gone. */
export function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>;
}
