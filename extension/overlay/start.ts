/** The overlay of one page: finds numbers, asks the worker about them, keeps their badges, opens what they open. */
import { browser } from 'wxt/browser';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { workFor } from '#shared/city/here.ts';
import { ask, type BadgeFacts, type Greeting, type WorkerMessage } from '../connection/messages.ts';
import { type Badge, createBadge } from './badge.ts';
import { citySearchedFor } from './city.ts';
import { fieldsIn, findNumbers, type Hit, isElement, isPlace, isText, type Root, shownBy } from './find.ts';
import { COPIES } from './host.ts';
import { Known } from './known.ts';
import { Opener } from './opener.ts';
import { Places } from './place.ts';
import { lateShadows, plainShadows, shadowsUnder } from './shadows.ts';
import { Turns } from './turns.ts';
import { followUploads } from './upload.ts';

/** Time left is in minutes: drawn anew twice a minute, asked for anew once. */
const TICK_MS = 30_000;
const AGAIN_MS = 1_000;
/** What a page changes without a record is looked for this often: badges agree with it within a second. */
const BEAT_MS = 500;
/** Where a number is read from and how, and what may be edited. */
const READ_FROM = ['href', 'value', 'placeholder', 'type', 'readonly', 'disabled', 'contenteditable', 'slot'];

/** `life` ends when the extension is updated or removed under the page. */
export async function startOverlay(life: ContentScriptContext): Promise<void> {
  workFor(await citySearchedFor());
  if (life.isValid) new Overlay(life).start();
}

class Overlay {
  /** Asked for with the first number: most pages hold none, and then not even the worker is woken. */
  private greeting: Greeting | null = null;
  private meeting: Promise<Greeting | null> | null = null;
  private readonly life: ContentScriptContext;
  private readonly places = new Places();
  private readonly turns = new Turns(() => this.life.isValid);
  private listenToUploads = (): void => undefined;
  private readonly observer = new MutationObserver((records) => this.changed(records));
  /** The page and the shadow roots in it. */
  private readonly watched = new Set<Document | ShadowRoot>();
  private readonly observed = new WeakSet<Node>();
  /** What each field showed when it was last looked at. */
  private readonly shown = new WeakMap<Element, string>();
  private isEdited = false;
  private beating = false;
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
    meet: () => this.meet(),
    unlessGone: (answer) => this.unlessGone(answer),
    reread: (badge) => this.reread(badge),
    badges: async () => {
      await this.turns.settled();
      return this.places.badges;
    },
  });

  constructor(life: ContentScriptContext) {
    this.life = life;
  }

  start(): void {
    this.life.onInvalidated(() => {
      this.observer.disconnect();
      this.opener.close();
      this.places.prune(() => false);
    });
    this.listenToUploads = followUploads(this.life, {
      meet: () => this.meet(),
      unlessGone: (answer) => this.unlessGone(answer),
    });
    this.listen();
    this.life.setInterval(this.beat, BEAT_MS);
    this.watch(document);
    this.look(document.documentElement);
  }

  /** Once more for a page that has itself written anew (`document.open`): that ends all listening to the document. */
  private listen(): void {
    this.listenToUploads();
    this.life.addEventListener(document, 'visibilitychange', this.tick);
    this.life.addEventListener(window, 'pageshow', this.tick);
    for (const type of ['copy', 'cut'] as const) {
      this.life.addEventListener(document, type, this.copied, { capture: true });
    }
  }

  /** Null where the overlay has no business: in a frame of another site, or on one that was just switched off. */
  private meet(): Promise<Greeting | null> {
    this.meeting ??= this.greet();
    return this.meeting;
  }

  private async greet(): Promise<Greeting | null> {
    try {
      this.greeting = await ask('greet');
      if (this.greeting) this.begin();
      else this.end();
    } catch {
      // A worker that died meanwhile wakes up for the next question, unless it is gone for good.
      this.meeting = null;
      this.life.setTimeout(() => this.turns.add(this.settle()), AGAIN_MS);
    }
    return this.greeting;
  }

  private begin(): void {
    browser.runtime.onMessage.addListener(this.told);
    this.life.setInterval(this.tick, TICK_MS);
    this.turns.add(this.settle());
  }

  private end(): void {
    browser.runtime.onMessage.removeListener(this.told);
    this.life.abort();
  }

  private readonly told = (
    message: unknown,
    _: unknown,
    respond: (stands: boolean) => void,
  ): true | undefined => {
    const told = message as WorkerMessage;
    if (told.tells === 'stands') {
      void this.opener.stands(told).then(respond);
      return true;
    }
    if (told.tells === 'drawer') void this.opener.openDrawer(told.nonce);
    if (told.tells === 'changed') void this.refresh();
    if (told.tells === 'sites') void this.askLeave();
    if (told.tells === 'language') {
      this.greeting = told.greeting;
      this.meeting = Promise.resolve(told.greeting);
      this.turns.add(this.draw());
    }
    return undefined;
  };

  /** The document, not its root element: some pages exchange that as a whole. */
  private watch(root: Document | ShadowRoot): void {
    this.watched.add(root);
    if (this.observed.has(root)) return;
    this.observed.add(root);
    this.observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: READ_FROM,
    });
  }

  private changed(records: readonly MutationRecord[]): void {
    for (const { type, target, attributeName, removedNodes, addedNodes } of records) {
      if (type !== 'childList' && isRoot(target)) {
        this.places.written(target);
        this.look(target);
      }
      if (attributeName === 'contenteditable') this.places.leaveEdited();
      for (const node of removedNodes) this.places.takenOut(node);
      for (const node of addedNodes) if (isRoot(node)) this.look(node);
      if (target === document) this.listen();
    }
    // What healing changed is our own doing.
    this.observer.takeRecords();
  }

  private readonly copied = ({ isTrusted }: Event): void => {
    if (isTrusted) this.places.stepAside();
  };

  /** While nobody looks at the page, nothing needs to agree. */
  private readonly beat = (): void => {
    if (this.beating || document.visibilityState !== 'visible') return;
    this.beating = true;
    this.turns.add(this.compare());
  };

  /** What has changed without a record: fields, styles, shadow roots of elements that were there, editing. */
  private *compare(): Generator<void> {
    try {
      this.changed(this.observer.takeRecords());
      const isEdited = document.designMode === 'on';
      if (isEdited) this.places.leaveEdited();
      else if (this.isEdited) this.look(document.documentElement);
      this.isEdited = isEdited;
      this.enterNew(lateShadows());
      for (const root of this.watched) {
        this.compareIn(root);
        yield;
      }
      for (const anew of this.places.agree()) {
        this.observer.takeRecords();
        if (isPlace(anew)) this.look(anew);
        yield;
      }
      void this.opener.check();
    } finally {
      this.beating = false;
    }
  }

  private compareIn(root: Document | ShadowRoot): void {
    const top = root instanceof Document ? root.documentElement : root;
    if (!top?.isConnected) {
      this.watched.delete(root);
      return;
    }
    for (const field of fieldsIn(root)) this.readField(field);
    this.enterNew(plainShadows(top));
  }

  private enterNew(shadows: readonly ShadowRoot[]): void {
    for (const shadow of shadows) if (!this.watched.has(shadow)) this.enter(shadow);
  }

  private enter(shadow: ShadowRoot): void {
    this.watch(shadow);
    this.look(shadow);
  }

  private readField(field: Element): void {
    const shows = shownBy(field);
    if (this.shown.get(field) === shows) return;
    this.shown.set(field, shows);
    this.places.written(field);
    this.look(field);
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
      if (!isText(root)) {
        this.dropCopies(root);
        // One that was away meanwhile has changed without a record.
        for (const shadow of shadowsUnder(root)) if (shadow !== root) this.enter(shadow);
      }
      for (const hits of findNumbers(root)) {
        yield;
        yield* this.place(hits);
      }
    }
    void this.known.ask();
  }

  /** Also what an earlier version of us left behind, and what a page makes to look like us. */
  private dropCopies(root: Element | ShadowRoot): void {
    const found = [root, ...root.querySelectorAll(COPIES)].filter(
      (element): element is Element => isElement(element) && element.matches(COPIES),
    );
    for (const badge of found) if (!this.places.owns(badge)) badge.remove();
    this.changed(this.observer.takeRecords());
  }

  /** The worker has answered: what waited for that gets its badge, or none. */
  private *settle(): Generator<void> {
    const hits = this.pending;
    this.pending = [];
    yield* this.place(hits);
    void this.known.ask();
  }

  private *place(hits: readonly Hit[]): Generator<void> {
    if (hits.length > 0 && !this.greeting) {
      this.pending.push(...hits);
      void this.meet();
      return;
    }
    for (const hit of hits) {
      const facts = this.known.of(hit.number);
      if (facts === undefined) this.pending.push(hit);
      if (!facts) continue;
      this.changed(this.observer.takeRecords());
      const spot = this.places.spotFor(hit);
      if (!spot) continue;
      const badge = createBadge(hit.number, (intended, sure) => this.opener.intend(intended, sure));
      this.show(badge, facts);
      this.places.put(spot, badge, hit.from);
      this.observer.takeRecords();
      yield;
    }
  }

  /** Whether the page still shows this number there; where it does not, it is looked at anew. */
  private reread(badge: Badge): boolean {
    this.changed(this.observer.takeRecords());
    const around = badge.host.parentNode;
    const shown = this.places.reread(badge);
    this.observer.takeRecords();
    if (!shown && isPlace(around)) this.look(around);
    return shown;
  }

  private async refresh(): Promise<void> {
    this.stale = document.visibilityState !== 'visible';
    if (this.stale) return;
    await this.known.renew(this.places.badges.map((badge) => badge.number));
    this.turns.add(this.draw());
    this.look(document.documentElement);
  }

  private readonly tick = (): void => {
    if (!this.greeting || document.visibilityState !== 'visible') return;
    this.beat();
    this.ticks++;
    if (this.stale || this.ticks % 2 === 0) void this.refresh();
    else this.turns.add(this.draw());
  };

  private *draw(): Generator<void> {
    this.changed(this.observer.takeRecords());
    this.places.prune((badge) => this.known.of(badge.number) != null);
    this.observer.takeRecords();
    for (const badge of this.places.badges) {
      const facts = this.known.of(badge.number);
      if (facts) this.show(badge, facts);
      yield;
    }
  }

  /** Whether it is this site that lost its badges, only the worker knows. */
  private async askLeave(): Promise<void> {
    const leave = await this.unlessGone(ask('greet').then((greeting) => greeting === null));
    if (leave) this.end();
  }

  private show(badge: Badge, facts: BadgeFacts): void {
    if (this.greeting) badge.show(facts, this.greeting, Date.now() + this.known.clockOffset);
  }

  /**
   * Null where there is no answer: a worker that is starting anew is asked again at the next tick. Nothing stays
   * behind once the extension was updated or removed under the page.
   */
  private async unlessGone<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await answer;
    } catch {
      this.stale = true;
      if (!browser.runtime?.id) this.end();
      return null;
    }
  }
}

function isRoot(node: Node): node is Element | Text {
  return isElement(node) || isText(node);
}
