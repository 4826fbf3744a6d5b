/**
 * Puts badges behind report numbers and keeps the page whole while it redraws itself. A number in the middle
 * of a text splits that text: when its badge goes, the halves are joined again, for the page knows of one text
 * only; when the page wrote to its own half meanwhile, the other half is stale and goes.
 *
 * A badge stands in the page's flow: what follows on its line moves by its width, once; no line gets higher but one
 * that has to break for it. Out of the flow it would move nothing and lie over what stands to the right, in tables the
 * next column, in prose the next word. Where nothing stands there only a layout of the page tells, for each number and
 * again after each redraw, resize and column dragged; between two of these a badge would cover words or a control of a
 * page that people decide by. A text that moved is still read; one that is covered is not.
 */
import type { Badge } from './badge.ts';
import { findNumbers, type Hit, isClosed, isElement, isText, shownBy } from './find.ts';
import { isSeen, sightOf } from './sight.ts';

/** A badge in its place. */
interface Stand {
  badge: Badge;
  /** What it stands behind. */
  anchor: Text | Element;
  /** What was cut off a text to make room, and what was left of that text. */
  tail: Text | null;
  left: string | null;
  /** What its number was read from, and what that said. */
  from: readonly Node[];
  said: string;
}

type Spot = { text: Text; end: number } | { element: Element };

export class Places {
  private readonly behind = new WeakMap<Node, Stand[]>();
  private readonly readFrom = new WeakMap<Node, Stand[]>();
  private readonly placed = new Set<Stand>();
  private readonly hosts = new WeakMap<Node, Stand>();
  /** What can be seen to disagree with its number: in view, or put away until that is seen again. */
  private readonly inView = new Set<Stand>();
  private readonly away = new Set<Stand>();
  private readonly view = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const stand = this.hosts.get(target);
      if (stand && isIntersecting && this.placed.has(stand)) this.inView.add(stand);
      else if (stand) this.inView.delete(stand);
    }
  });

  /** A page that copies its nodes copies badges along, without what is in them. */
  owns(host: Element): boolean {
    return this.hosts.has(host);
  }

  get badges(): Badge[] {
    return [...this.placed].map((stand) => stand.badge);
  }

  /** Where this number is to get its badge; null where it has one, or where the page has written it over. */
  spotFor({ number, at, from }: Hit): Spot | null {
    const spot = 'text' in at ? this.whole(at) : at;
    if (!spot || !standsThere(number, spot, from.length > 1)) return null;
    // Most of what a field shows changes without a record.
    if ('element' in spot) this.written(spot.element);
    const stands = this.behind.get('text' in spot ? spot.text : spot.element) ?? [];
    const taken = stands.find((stand) => stand.badge.number === number && isInPlace(stand, spot));
    // The page may have taken it out, with all around it, and put it back.
    if (taken) this.placed.add(taken);
    return taken ? null : spot;
  }

  put(spot: Spot, badge: Badge, from: readonly Node[]): void {
    const stand = { badge, from, said: saidBy(from) };
    if ('element' in spot) {
      const others = this.behind.get(spot.element) ?? [];
      badge.host.slot = spot.element.slot;
      (others.at(-1)?.badge.host ?? spot.element).after(badge.host);
      this.keep({ ...stand, anchor: spot.element, tail: null, left: null });
      return;
    }
    const { text, end } = spot;
    const tail = end < text.length ? text.splitText(end) : null;
    for (const stood of this.behind.get(text) ?? []) {
      // What stood behind the whole text now stands behind the part that was cut off.
      if (tail) this.move(stood, text, tail);
      else this.remove(stood);
    }
    text.after(badge.host);
    this.keep({ ...stand, said: saidBy(from), anchor: text, tail, left: text.data });
  }

  /** The page wrote here: what we made of its former content goes. */
  written(node: Node): void {
    for (const stand of this.readFrom.get(node) ?? []) {
      if (saidBy(stand.from) !== stand.said) this.remove(stand);
    }
  }

  /**
   * Whether the page still shows this number before its badge, read anew. A badge whose number is gone goes with it; one
   * whose number is only hidden is put away by {@link agree}.
   */
  reread(badge: Badge): boolean {
    const stand = this.hosts.get(badge.host);
    if (!stand || !this.placed.has(stand)) return false;
    if (this.stillReads(stand)) return isSeen({ ...stand, host: badge.host });
    this.remove(stand);
    return false;
  }

  /**
   * One after the other, whether those in view agree with what the page shows by now: nobody tells of a style, nor of what
   * was written while it was out of the page. Those that do not go; returned is where to look anew.
   */
  *agree(): Generator<Node | null> {
    for (const stand of new Set([...this.inView, ...this.away])) {
      if (!this.placed.has(stand)) continue;
      const { badge, anchor, from, said } = stand;
      const around = badge.host.parentNode;
      if (!around?.isConnected) {
        yield null;
        continue;
      }
      const edited = isEdited(around);
      if (edited || saidBy(from) !== said || !this.isBehind(stand)) {
        this.remove(stand);
        yield edited ? null : around;
        continue;
      }
      if (isElement(anchor) && badge.host.slot !== anchor.slot) badge.host.slot = anchor.slot;
      const sight = sightOf({ host: badge.host, anchor, from });
      badge.appear(sight);
      if (sight === 'here') this.away.delete(stand);
      else this.away.add(stand);
      yield null;
    }
  }

  /** The page took this node out, perhaps to put it elsewhere: what stood behind it does not follow. */
  takenOut(node: Node): void {
    const own = this.hosts.get(node);
    // Our own as well: put behind another number, it would speak of that.
    if (own && node.isConnected) this.remove(own);
    for (const stand of [...(this.behind.get(node) ?? []), ...(this.readFrom.get(node) ?? [])]) {
      this.remove(stand);
    }
  }

  /** For as long as the browser takes to copy: what is not laid out is neither copied nor parts what is. */
  stepAside(): void {
    const seen = [...this.placed].filter((stand) => !this.away.has(stand));
    for (const { badge } of seen) badge.appear('gone');
    setTimeout(() => {
      for (const { badge } of seen) badge.appear('here');
    });
  }

  /** What began to be edited holds nothing of ours. */
  leaveEdited(): void {
    this.prune(({ host }) => !isClosed(host));
  }

  prune(isWanted: (badge: Badge) => boolean): void {
    for (const stand of [...this.placed]) {
      const { badge, anchor, from, said } = stand;
      const whole = badge.host.isConnected && from.every((node) => node.isConnected);
      const written = isElement(anchor) && saidBy(from) !== said;
      if (!whole || written || !isWanted(badge)) this.remove(stand);
    }
  }

  /** Others of the same element may stand between the two. */
  private isBehind({ badge, anchor }: Stand): boolean {
    let before = badge.host.previousSibling;
    while (before !== anchor && before && this.hosts.has(before)) before = before.previousSibling;
    return before === anchor;
  }

  private stillReads(stand: Stand): boolean {
    return [...findNumbers(stand.anchor)].flat().some(({ number, at }) => {
      const spot = 'text' in at ? this.whole(at) : at;
      if (!spot || number !== stand.badge.number) return false;
      return ('text' in spot ? spot.text : spot.element) === stand.anchor && isInPlace(stand, spot);
    });
  }

  /** A text may have been split since the number was found in it: then its end lies in what was cut off. */
  private whole({ text, end }: { text: Text; end: number }): Spot | null {
    let [part, rest] = [text, end];
    while (rest > part.length) {
      const tail = this.behind.get(part)?.[0]?.tail;
      if (!tail) return null;
      rest -= part.length;
      part = tail;
    }
    return { text: part, end: rest };
  }

  private keep(stand: Stand): void {
    this.placed.add(stand);
    this.hosts.set(stand.badge.host, stand);
    this.view.observe(stand.badge.host);
    addTo(this.behind, stand.anchor, stand);
    for (const node of stand.from) addTo(this.readFrom, node, stand);
  }

  private forget(stand: Stand): void {
    this.placed.delete(stand);
    this.inView.delete(stand);
    this.away.delete(stand);
    takeFrom(this.behind, stand.anchor, stand);
    for (const node of stand.from) takeFrom(this.readFrom, node, stand);
  }

  private move(stand: Stand, text: Text, to: Text): void {
    this.forget(stand);
    stand.anchor = to;
    stand.left = to.data;
    stand.from = stand.from.map((node) => (node === text ? to : node));
    stand.said = saidBy(stand.from);
    this.keep(stand);
  }

  private remove(stand: Stand): void {
    this.forget(stand);
    this.view.unobserve(stand.badge.host);
    stand.badge.host.remove();
    const { anchor, tail, left } = stand;
    if (!tail || !isText(anchor)) return;
    const beyond = this.behind.get(tail) ?? [];
    if (anchor.data === left) {
      anchor.data += tail.data;
      for (const next of beyond) this.move(next, tail, anchor);
    } else {
      for (const next of beyond) this.remove(next);
    }
    tail.remove();
  }
}

function addTo(map: WeakMap<Node, Stand[]>, node: Node, stand: Stand): void {
  map.set(node, [...(map.get(node) ?? []), stand]);
}

function takeFrom(map: WeakMap<Node, Stand[]>, node: Node, stand: Stand): void {
  map.set(
    node,
    (map.get(node) ?? []).filter((each) => each !== stand),
  );
}

function isInPlace({ badge, anchor }: Stand, spot: Spot): boolean {
  if ('element' in spot) return badge.host.isConnected;
  return badge.host.previousSibling === anchor && spot.end === spot.text.length;
}

/** By style alone, too, which says so by no attribute. Firefox knows none such. */
function isEdited(around: Node): boolean {
  if (isClosed(around)) return true;
  const style = isElement(around) ? getComputedStyle(around).getPropertyValue('-webkit-user-modify') : '';
  return style.startsWith('read-write');
}

/** The page may have written over it while the worker was asked. A number in pieces ends with the last of them. */
function standsThere(number: string, spot: Spot, inPieces: boolean): boolean {
  if ('element' in spot) return spot.element.isConnected;
  const last = spot.text.data.slice(0, spot.end).toUpperCase();
  return spot.text.isConnected && (last.endsWith(number) || (inPieces && number.endsWith(last)));
}

function saidBy(nodes: readonly Node[]): string {
  return nodes.map((node) => (isElement(node) ? attributesOf(node) : node.nodeValue)).join('');
}

function attributesOf(element: Element): string {
  return `${element.getAttribute('href') ?? ''} ${shownBy(element)}`;
}
