/** The overlay of one page: finds numbers, asks the worker about them, keeps their badges, opens what they open. */
import { browser } from 'wxt/browser';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { ask, type Greeting, type Notice } from '../messages.ts';
import { createBadge, TAG } from './badge.ts';
import { findNumbers, type Hit, type Root } from './find.ts';
import { Known } from './known.ts';
import { Opener } from './opener.ts';
import { Places } from './place.ts';
import { shadowsUnder } from './shadows.ts';
import { Turns } from './turns.ts';
import { followUploads } from './upload/follow.ts';

/** Time left is in minutes: drawn anew twice a minute, asked for anew once. */
const TICK_MS = 30_000;

/** `life` ends when the extension is updated or removed under the page. */
export async function startOverlay(life: ContentScriptContext): Promise<void> {
  const greeting = await ask('greet');
  // A frame of another site, or a site that was just switched off.
  if (greeting) new Overlay(greeting, life).start();
}

class Overlay {
  private greeting: Greeting;
  private readonly life: ContentScriptContext;
  private readonly places = new Places();
  private readonly turns = new Turns(() => this.life.isValid);
  private readonly observer = new MutationObserver((records) => this.changed(records));
  private readonly watched = new WeakSet<Root>();
  private readonly dirty = new Set<Root>();
  /** Found, but not yet known what to say of them. */
  private pending: Hit[] = [];
  /** Something changed while nobody looked at this page. */
  private stale = false;
  private ticks = 0;
  private readonly known = new Known({
    unlessGone: (answer) => this.unlessGone(answer),
    onAnswer: () => this.turns.add(this.settle()),
    onDenied: () => this.end(),
  });
  private readonly opener = new Opener({
    greeting: () => this.greeting,
    unlessGone: (answer) => this.unlessGone(answer),
  });

  constructor(greeting: Greeting, life: ContentScriptContext) {
    this.greeting = greeting;
    this.life = life;
  }

  start(): void {
    browser.runtime.onMessage.addListener(this.told);
    this.life.setInterval(() => this.tick(), TICK_MS);
    this.life.addEventListener(document, 'visibilitychange', () => this.tick());
    this.life.onInvalidated(() => {
      this.observer.disconnect();
      this.opener.close();
      this.places.prune(() => false);
    });
    followUploads(this.life, {
      theme: () => this.greeting.theme,
      unlessGone: (answer) => this.unlessGone(answer),
    });
    this.watch(document.documentElement);
  }

  private end(): void {
    browser.runtime.onMessage.removeListener(this.told);
    this.life.abort();
  }

  private readonly told = (message: unknown): undefined => {
    const notice = message as Notice;
    if (notice.notice === 'drawer') this.opener.openDrawer(notice.path);
    if (notice.notice === 'changed') void this.refresh();
    if (notice.notice === 'sites') void this.askLeave();
    if (notice.notice === 'language') {
      this.greeting = notice.greeting;
      this.turns.add(this.draw());
    }
  };

  /** The root element, not the body: some pages exchange that as a whole. */
  private watch(root: Element | ShadowRoot): void {
    if (this.watched.has(root)) return;
    this.watched.add(root);
    this.observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['href', 'value'],
    });
    this.look(root);
  }

  private changed(records: readonly MutationRecord[]): void {
    for (const { type, target, removedNodes, addedNodes } of records) {
      if (type !== 'childList' && isRoot(target)) {
        this.places.written(target);
        this.look(target);
      }
      for (const node of removedNodes) this.places.takenOut(node);
      for (const node of addedNodes) if (isRoot(node) && !isOurs(node)) this.look(node);
    }
    // What healing changed is our own doing.
    this.observer.takeRecords();
  }

  /** Looks at this part of the page in one of the next turns, together with what else changed until then. */
  private look(root: Root): void {
    this.dirty.add(root);
    if (this.dirty.size === 1) this.turns.add(this.search());
  }

  private *search(): Generator<void> {
    const roots = [...this.dirty];
    this.dirty.clear();
    for (const root of roots) {
      // Redrawn once more before its turn came.
      if (!root.isConnected) continue;
      if (!(root instanceof Text)) for (const shadow of shadowsUnder(root)) this.watch(shadow);
      for (const hits of findNumbers(root)) {
        yield;
        yield* this.place(hits);
      }
    }
    void this.known.ask();
  }

  /** The worker has answered: what waited for that gets its badge, or none. */
  private *settle(): Generator<void> {
    const hits = this.pending;
    this.pending = [];
    yield* this.place(hits);
  }

  private *place(hits: readonly Hit[]): Generator<void> {
    for (const hit of hits) {
      const facts = this.known.of(hit.number);
      if (facts === undefined) this.pending.push(hit);
      if (!facts) continue;
      this.changed(this.observer.takeRecords());
      const spot = this.places.spotFor(hit);
      if (!spot) continue;
      const badge = createBadge(hit.number, (intended, sure) => this.opener.intend(intended, sure));
      badge.show(facts, this.greeting, this.now());
      this.places.put(spot, badge, hit.from);
      this.observer.takeRecords();
      yield;
    }
  }

  private async refresh(): Promise<void> {
    this.stale = document.visibilityState !== 'visible';
    if (this.stale) return;
    await this.known.renew(this.places.badges.map((badge) => badge.number));
    this.turns.add(this.draw());
    this.look(document.documentElement);
  }

  private tick(): void {
    if (document.visibilityState !== 'visible') return;
    this.ticks++;
    if (this.stale || this.ticks % 2 === 0) void this.refresh();
    else this.turns.add(this.draw());
  }

  private *draw(): Generator<void> {
    this.changed(this.observer.takeRecords());
    this.places.prune((badge) => this.known.of(badge.number) != null);
    this.observer.takeRecords();
    for (const badge of this.places.badges) {
      const facts = this.known.of(badge.number);
      if (facts) badge.show(facts, this.greeting, this.now());
      yield;
    }
  }

  /** Whether it is this site that lost its badges, only the worker knows. */
  private async askLeave(): Promise<void> {
    if ((await this.unlessGone(ask('greet'))) === null) this.end();
  }

  private now(): number {
    return Date.now() + this.known.clockOffset;
  }

  /** Null once the extension was updated or removed under the page: then nothing of it stays behind. */
  private async unlessGone<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await answer;
    } catch {
      this.end();
      return null;
    }
  }
}

function isRoot(node: Node): node is Element | Text {
  return node instanceof Element || node instanceof Text;
}

function isOurs(node: Node): boolean {
  return node instanceof Element && node.localName === TAG;
}
