/** What a badge opens: its card on hover, focus or press; the drawer when the card asks the worker for it. */
import { ask, type Greeting } from '../connection/messages.ts';
import type { Badge } from './badge.ts';
import { type Card, type Frame, openCard, openDrawer } from './frame.ts';

const HOVER_MS = 180;

interface Surroundings {
  meet: () => Promise<Greeting | null>;
  unlessGone: <T>(answer: Promise<T>) => Promise<T | null>;
  /** Whether the page still shows its number beside this badge. */
  reread: (badge: Badge) => boolean;
  /** All there are, once all that the page has changed until now is seen to. */
  badges: () => Promise<Badge[]>;
}

export class Opener {
  private readonly around: Surroundings;
  /** `at`: where its badge stood on the page when it opened; `stood`: whether it did when it was last looked at. */
  private card: { badge: Badge; frame: Card; at: string; stood: boolean } | null = null;
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

  async openDrawer(nonce: string): Promise<void> {
    const greeting = await this.around.meet();
    if (!greeting) return;
    const { theme, close } = greeting;
    this.card?.frame.close();
    this.drawer?.close();
    this.drawer = openDrawer(nonce, theme, close, () => {
      this.drawer = null;
    });
  }

  /** Tells the open card when its number stands there no more, and when it does again. */
  async check(): Promise<void> {
    const { card } = this;
    if (!card) return;
    const stands = await this.stands({ number: card.badge.number, rested: false });
    if (this.card !== card || stands === card.stood) return;
    card.stood = stands;
    card.frame.stand(stands);
  }

  /**
   * Whether the number of the open card still stands where it was opened. A page that draws a row anew puts an equal
   * number into its place, and we an equal badge: that is the same number at the same place.
   */
  async stands({ number, rested }: { number: string; rested: boolean }): Promise<boolean> {
    const { card } = this;
    if (card?.badge.number !== number) return false;
    const rests = !rested || card.frame.rests();
    if (this.around.reread(card.badge)) return rests;
    const equal = (await this.around.badges()).find(
      (badge) => badge.number === number && placeOf(badge) === card.at && this.around.reread(badge),
    );
    if (this.card !== card || !equal) return false;
    card.badge = equal;
    card.frame.belongTo(equal.host);
    return rests;
  }

  private async openCard(badge: Badge, pinned: boolean): Promise<void> {
    if (!this.around.reread(badge)) {
      if (this.card?.badge === badge) this.card.frame.close();
      return;
    }
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
    if (!greeting || !said?.ok || !this.around.reread(badge)) return;
    this.card?.frame.close();
    const frame = openCard({
      nonce: said.value.nonce,
      at: badge.host,
      theme: greeting.theme,
      onClose: () => {
        this.card = null;
      },
      onLeave: () => badge.takeBack(),
    });
    if (opening.pinned) frame.pin();
    this.card = { badge, frame, at: placeOf(badge), stood: true };
  }
}

function placeOf({ host }: Badge): string {
  const { left, top } = host.getBoundingClientRect();
  return `${Math.round(left + scrollX)} ${Math.round(top + scrollY)}`;
}
