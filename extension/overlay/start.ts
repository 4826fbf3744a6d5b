/** The overlay of one page: finds numbers, asks the worker about them, keeps their badges, opens cards. */
import { browser } from 'wxt/browser';
import { ask, type BadgeFacts, type FramePath, type Greeting, type Notice } from '../messages.ts';
import { type Badge, createBadge, TAG } from './badge.ts';
import { findNumbers, type Hit } from './find.ts';
import { type Card, type Frame, openCard, openDrawer } from './frame.ts';
import { Places } from './place.ts';

const MOST_AT_ONCE = 500;
/** Time left is in minutes: drawn anew twice a minute, asked for anew once. */
const TICK_MS = 30_000;
const HOVER_MS = 180;

export async function startOverlay(): Promise<void> {
  new Overlay(await ask('greet')).start();
}

class Overlay {
  private greeting: Greeting;
  private readonly places = new Places();
  private readonly facts = new Map<string, BadgeFacts>();
  /** Numbers the officer has nothing to do with: not asked for again until something changed. */
  private readonly unknown = new Set<string>();
  private readonly life = new AbortController();
  private readonly dirty = new Set<Node>();
  private readonly observer = new MutationObserver((records) => this.changed(records));
  private clockOffset = 0;
  private scheduled = false;
  private card: { badge: Badge; frame: Card } | null = null;
  private opening: { badge: Badge; pinned: boolean } | null = null;
  private drawer: Frame | null = null;
  private hovering: ReturnType<typeof setTimeout> | undefined;
  private ticks = 0;

  constructor(greeting: Greeting) {
    this.greeting = greeting;
  }

  start(): void {
    browser.runtime.onMessage.addListener(this.told);
    const timer = setInterval(() => void this.tick(), TICK_MS);
    this.life.signal.addEventListener('abort', () => {
      clearInterval(timer);
      clearTimeout(this.hovering);
      this.observer.disconnect();
      browser.runtime.onMessage.removeListener(this.told);
      this.card?.frame.close();
      this.drawer?.close();
      this.places.prune(() => false);
    });
    document.addEventListener('visibilitychange', () => void this.tick(), { signal: this.life.signal });
    this.observe();
    this.look(document.body);
  }

  private readonly told = (message: unknown): undefined => {
    const notice = message as Notice;
    if (notice.notice === 'drawer') this.openDrawer(addressOf(notice.path));
    if (notice.notice === 'changed') void this.refresh();
    if (notice.notice === 'language') {
      this.greeting = notice.greeting;
      this.draw();
    }
  };

  private observe(): void {
    this.observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  }

  private changed(records: readonly MutationRecord[]): void {
    for (const record of records) {
      if (record.type === 'characterData' && record.target instanceof Text) {
        this.places.written(record.target);
        this.look(record.target);
      }
      for (const node of record.removedNodes) this.places.takenOut(node);
      for (const node of record.addedNodes) {
        if (!(node instanceof Element && node.localName === TAG)) this.look(node);
      }
    }
    // What healing changed is our own doing.
    this.observer.takeRecords();
  }

  /** Looks at this part of the page at the next idle moment, together with what else changed until then. */
  private look(node: Node): void {
    this.dirty.add(node);
    if (this.scheduled) return;
    this.scheduled = true;
    requestIdleCallback(() => void this.pass(), { timeout: 200 });
  }

  private async pass(): Promise<void> {
    this.scheduled = false;
    const hits = [...this.dirty].filter((node) => node.isConnected).flatMap(findNumbers);
    this.dirty.clear();
    const asked = new Set(hits.map((hit) => hit.number));
    await this.learn([...asked].filter((number) => !this.facts.has(number) && !this.unknown.has(number)));
    this.changed(this.observer.takeRecords());
    // From the end of each text: an earlier split would move the later numbers out of it.
    for (const hit of hits.reverse()) this.place(hit);
    this.observer.takeRecords();
  }

  private place(hit: Hit): void {
    const facts = this.facts.get(hit.number);
    if (!facts || this.places.isTaken(hit) || !standsThere(hit)) return;
    const badge = createBadge(hit.number, (intended, sure) => this.intend(intended, sure));
    badge.show(facts, this.greeting, Date.now() + this.clockOffset);
    this.places.put(hit, badge);
  }

  private async learn(numbers: readonly string[]): Promise<void> {
    for (let from = 0; from < numbers.length; from += MOST_AT_ONCE) {
      const said = await this.unlessGone(
        ask('lookup', { numbers: numbers.slice(from, from + MOST_AT_ONCE) }),
      );
      if (!said?.ok) return;
      for (const number of said.value.unknown) {
        this.unknown.add(number);
        this.facts.delete(number);
      }
      for (const facts of said.value.badges) this.facts.set(facts.number, facts);
      this.clockOffset = said.value.clockOffset;
    }
  }

  private async refresh(): Promise<void> {
    this.unknown.clear();
    await this.learn([...new Set([...this.places.badges].map((badge) => badge.number))]);
    this.draw();
    this.look(document.body);
  }

  private async tick(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    this.ticks++;
    if (this.ticks % 2 === 0) await this.refresh();
    else this.draw();
  }

  private draw(): void {
    this.places.prune((badge) => this.facts.has(badge.number));
    for (const badge of this.places.badges) {
      const facts = this.facts.get(badge.number);
      if (facts) badge.show(facts, this.greeting, Date.now() + this.clockOffset);
    }
    this.observer.takeRecords();
  }

  private intend(badge: Badge, sure: boolean): void {
    clearTimeout(this.hovering);
    if (sure) {
      void this.openCard(badge, true);
    } else if (this.card?.badge !== badge) {
      const stop = (): void => clearTimeout(this.hovering);
      badge.host.addEventListener('pointerleave', stop, { once: true });
      this.hovering = setTimeout(() => void this.openCard(badge, false), HOVER_MS);
    }
  }

  private async openCard(badge: Badge, pinned: boolean): Promise<void> {
    if (this.card?.badge === badge) {
      if (pinned) this.card.frame.pin();
      return;
    }
    // Pointing and then pressing asks twice for one card: the first is on its way, and only gets pinned.
    if (this.opening?.badge === badge) {
      this.opening.pinned ||= pinned;
      return;
    }
    const opening = { badge, pinned };
    this.opening = opening;
    const said = await this.unlessGone(ask('card', { number: badge.number }));
    if (this.opening !== opening) return;
    this.opening = null;
    if (!said?.ok || !badge.host.isConnected) return;
    this.card?.frame.close();
    const frame = openCard({
      url: addressOf(said.value.path),
      at: badge.host,
      theme: this.greeting.theme,
      onClose: () => {
        this.card = null;
      },
      onLeave: () => badge.takeBack(),
    });
    if (opening.pinned) frame.pin();
    this.card = { badge, frame };
  }

  private openDrawer(url: string): void {
    this.card?.frame.close();
    this.drawer?.close();
    this.drawer = openDrawer(url, this.greeting.theme, this.greeting.language, () => {
      this.drawer = null;
    });
  }

  /** Null once the extension was updated or removed under the page: then nothing of it stays behind. */
  private async unlessGone<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await answer;
    } catch {
      this.life.abort();
      return null;
    }
  }
}

/** Asked for here, not in the worker: only a page's own side is given the address that changes with each session. */
function addressOf(path: FramePath): string {
  const [file, query] = path.split('?');
  return `${browser.runtime.getURL(file === '/desk.html' ? '/desk.html' : '/card.html')}?${query}`;
}

/** The page may have written over the text while the worker was asked. */
function standsThere({ number, at }: Hit): boolean {
  if ('element' in at) return true;
  return at.text.data.slice(0, at.end).toUpperCase().endsWith(number);
}
