/** What a badge opens: its card on hover, focus or press; the drawer when the card asks the worker for it. */
import { browser } from 'wxt/browser';
import { ask, type FramePath, type Greeting } from '../connection/messages.ts';
import type { Badge } from './badge.ts';
import { type Card, type Frame, openCard, openDrawer } from './frame.ts';

const HOVER_MS = 180;

interface Surroundings {
  meet: () => Promise<Greeting | null>;
  unlessGone: <T>(answer: Promise<T>) => Promise<T | null>;
}

export class Opener {
  private readonly around: Surroundings;
  private card: { badge: Badge; frame: Card } | null = null;
  private opening: { badge: Badge; pinned: boolean } | null = null;
  private drawer: Frame | null = null;
  private hovering: ReturnType<typeof setTimeout> | undefined;

  constructor(around: Surroundings) {
    this.around = around;
  }

  close(): void {
    clearTimeout(this.hovering);
    this.card?.frame.close();
    this.drawer?.close();
  }

  /** `sure`: pressed, not only pointed at. */
  intend(badge: Badge, sure: boolean): void {
    clearTimeout(this.hovering);
    if (sure) {
      void this.openCard(badge, true);
    } else if (this.card?.badge !== badge) {
      const stop = (): void => clearTimeout(this.hovering);
      badge.host.addEventListener('pointerleave', stop, { once: true });
      this.hovering = setTimeout(() => void this.openCard(badge, false), HOVER_MS);
    }
  }

  async openDrawer(path: FramePath): Promise<void> {
    const greeting = await this.around.meet();
    if (!greeting) return;
    const { theme, close } = greeting;
    this.card?.frame.close();
    this.drawer?.close();
    this.drawer = openDrawer(addressOf(path), theme, close, () => {
      this.drawer = null;
    });
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
    const greeting = await this.around.meet();
    const said = await this.around.unlessGone(ask('card', { number: badge.number }));
    if (this.opening !== opening) return;
    this.opening = null;
    if (!greeting || !said?.ok || !badge.host.isConnected) return;
    this.card?.frame.close();
    const frame = openCard({
      url: addressOf(said.value.path),
      at: badge.host,
      theme: greeting.theme,
      onClose: () => {
        this.card = null;
      },
      onLeave: () => badge.takeBack(),
    });
    if (opening.pinned) frame.pin();
    this.card = { badge, frame };
  }
}

/** Asked for here, not in the worker: only a page's own side is given the address that changes with each session. */
function addressOf(path: FramePath): string {
  const [file, query] = path.split('?');
  return `${browser.runtime.getURL(file === '/desk.html' ? '/desk.html' : '/card.html')}?${query}`;
}
