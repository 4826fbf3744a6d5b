/** Deciding on what is shown or picked, and taking it back: where one goes from there, and what is said of it. */
import type { ActionBody } from '#shared/contract/action.ts';
import { t } from '../../platform/i18n.ts';
import type { DecisionFiles, StoredTicket } from '../../store/database.ts';
import type { Rows } from '../../store/tickets.ts';
import type { Shown } from '../model/changed.ts';
import type { QueueFilter } from '../model/filter.ts';
import { nextAfter } from '../model/queue.ts';
import { draftOwner, finishDrafts } from './drafts.ts';
import type { Filtering } from './filtering.ts';
import type { DeskOutbox } from './use-outbox.ts';
import type { Picking } from './use-picking.ts';

/** Actions after which one goes on with the same report: they prepare the decision, or open it anew. */
const STAYS_OPEN: readonly ActionBody['action'][] = [
  'catat',
  'koreksi_titik',
  'tiket',
  'buka_kembali',
  'usulkan',
];

export interface Deciding {
  decide(body: ActionBody, files?: DecisionFiles): Promise<boolean>;
  decideMany(tickets: readonly StoredTicket[], body: ActionBody): Promise<void>;
  /** What is to be said of it; null where there was nothing to take back. */
  undo(): Promise<string | null>;
}

interface DecidedOn {
  account: string;
  /** ms, the service's clock. */
  now: number;
  tickets: Rows;
  /** What a filter lists, from top to bottom. */
  listed(filter: QueueFilter): readonly StoredTicket[];
  filtering: Filtering;
  picking: Picking;
  shown: Shown | null;
  outbox: DeskOutbox;
  chosen: string | null;
  setChosen(number: string | null): void;
  announce(text: string): void;
}

export function decidingOn(desk: DecidedOn): Deciding {
  const { account, now, tickets, listed, filtering, picking, shown, outbox, chosen, setChosen, announce } =
    desk;
  const { filter, setFilter } = filtering;
  return {
    async decide(body, files) {
      const ticket = shown?.newer ? null : shown?.ticket;
      if (!ticket || outbox.isBlocked(ticket.number)) return false;
      const stays = STAYS_OPEN.includes(body.action);
      let next = stays ? ticket.number : nextAfter(listed(filter), ticket.number, now);
      if (next === null && filter.search !== '') {
        // What was searched for is done; what it was searched in is not.
        const wider = { ...filter, search: '' };
        setFilter(wider);
        next = nextAfter(listed(wider), ticket.number, now);
      }
      if (!stays) {
        setChosen(next);
        finishDrafts(draftOwner(account, ticket.number), ticket.item.version);
      }
      const kept = await outbox.decide(ticket, body, files);
      const done = decidedWords(ticket.number, body);
      if (kept) announce(stays ? done : `${done}. ${nextWords(next, tickets)}`);
      else setChosen(ticket.number);
      return kept;
    },
    async decideMany(fit, body) {
      const decided = new Set(fit.map(({ number }) => number));
      if (chosen !== null && decided.has(chosen)) {
        const rest = listed(filter).filter(({ number }) => number === chosen || !decided.has(number));
        setChosen(nextAfter(rest, chosen, now));
      }
      picking.clear();
      for (const { number, item } of fit) finishDrafts(draftOwner(account, number), item.version);
      if (await outbox.decideMany(fit, body)) {
        announce(manyDecidedWords(body.action, fit.length));
        return;
      }
      setChosen(chosen);
      picking.pick(fit.map(({ number, item }) => ({ number, version: item.version })));
    },
    async undo() {
      const numbers = await outbox.undo();
      if (numbers === null) return null;
      const [first] = numbers;
      if (first === undefined) return t('desk.undo.too_late');
      setChosen(first);
      // What was picked by hand need not be picked again.
      if (numbers.length > 1) {
        picking.pick(numbers.map((number) => ({ number, version: outbox.pendingFor(number)?.version })));
      }
      return numbers.length > 1
        ? t('desk.bulk.undone', { count: numbers.length })
        : t('desk.undo.undone', { number: first });
    },
  };
}

export function manyDecidedWords(action: ActionBody['action'], count: number): string {
  return action === 'setujui' || action === 'kembalikan' || action === 'tunda'
    ? t(`desk.bulk.decided_${action}`, { count })
    : String(count);
}

export function decidedWords(number: string, { action }: ActionBody): string {
  return action === 'nilai' ? number : t(`common.decided.${action}`, { number });
}

function nextWords(number: string | null, tickets: Rows): string {
  const next = number === null ? undefined : tickets.get(number);
  return next
    ? t('desk.undo.next', { number: next.number, category: next.item.category })
    : t('desk.undo.last');
}
