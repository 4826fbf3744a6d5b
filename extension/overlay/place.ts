/**
 * Puts badges behind report numbers and keeps the page whole while it redraws itself. A number in the middle
 * of a text splits that text; when the page then writes to its own half, the other half is stale and goes.
 */
import type { Badge } from './badge.ts';
import type { Hit } from './find.ts';

/** A badge behind a text: what the text held, and what was cut off it to make room. */
interface Stand {
  badge: Badge;
  data: string;
  tail: Text | null;
}

export class Places {
  private readonly texts = new WeakMap<Text, Stand>();
  private readonly elements = new WeakMap<Element, Badge>();
  private readonly placed = new Set<Badge>();

  get badges(): Iterable<Badge> {
    return this.placed;
  }

  /** True where this hit has its badge already, or where its page has taken it away meanwhile. */
  isTaken({ number, at }: Hit): boolean {
    if ('element' in at) {
      return !at.element.isConnected || this.elements.get(at.element)?.host.isConnected === true;
    }
    const stand = this.texts.get(at.text);
    const stands = stand?.badge.number === number && stand.badge.host.previousSibling === at.text;
    return !at.text.isConnected || (stands && at.end === at.text.length);
  }

  put({ at }: Hit, badge: Badge): void {
    this.placed.add(badge);
    if ('element' in at) {
      at.element.after(badge.host);
      this.elements.set(at.element, badge);
      return;
    }
    const tail = at.end < at.text.length ? at.text.splitText(at.end) : null;
    // What stood behind the whole text now stands behind the part that was cut off.
    const stood = this.texts.get(at.text);
    if (tail && stood) this.texts.set(tail, { ...stood, data: tail.data });
    at.text.after(badge.host);
    this.texts.set(at.text, { badge, data: at.text.data, tail });
  }

  /** The page wrote to this text: what we made of its former content goes. */
  written(text: Text): void {
    if (this.texts.get(text)?.data !== text.data) this.collapse(text);
  }

  /** The page took this node out, perhaps to put it elsewhere: what stood behind it does not follow. */
  takenOut(node: Node): void {
    if (node instanceof Text) this.collapse(node);
    if (!(node instanceof Element)) return;
    const badge = this.elements.get(node);
    this.elements.delete(node);
    if (badge) this.remove(badge);
  }

  prune(isWanted: (badge: Badge) => boolean): void {
    for (const badge of this.placed) {
      if (!badge.host.isConnected || !isWanted(badge)) this.remove(badge);
    }
  }

  private collapse(text: Text): void {
    const stand = this.texts.get(text);
    if (!stand) return;
    this.texts.delete(text);
    this.remove(stand.badge);
    if (!stand.tail) return;
    this.collapse(stand.tail);
    stand.tail.remove();
  }

  private remove(badge: Badge): void {
    badge.host.remove();
    this.placed.delete(badge);
  }
}
