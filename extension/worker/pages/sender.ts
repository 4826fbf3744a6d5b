/** Who speaks to the worker, and who may say what. Deny by default: a message not listed is nobody's. */
import { type Browser, browser } from 'wxt/browser';
import type { MessageName } from '../../connection/messages.ts';

/**
 * - `page`: an extension page of its own: popup, options, side panel, tab
 * - `frame`: an extension page inside a web page: card or drawer
 * - `content`: our script in a web page, which a compromised page process could impersonate
 */
export type SenderKind = 'page' | 'frame' | 'content';

const ALLOWED: Record<MessageName, readonly SenderKind[]> = {
  whoAmI: ['page', 'frame'],
  signIn: ['page'],
  signInWays: ['page'],
  signInBySso: ['page'],
  signOut: ['page'],
  wipe: ['page'],
  decide: ['page', 'frame'],
  decideMany: ['page', 'frame'],
  undo: ['page', 'frame'],
  decideAnew: ['page', 'frame'],
  dismiss: ['page', 'frame'],
  sync: ['page', 'frame'],
  open: ['page', 'frame'],
  find: ['page', 'frame'],
  trail: ['page', 'frame'],
  officeRecord: ['page', 'frame'],
  claim: ['page', 'frame'],
  photo: ['page', 'frame'],
  checkFollowUp: ['page', 'frame'],
  tile: ['page', 'frame'],
  surroundings: ['page', 'frame'],
  openDesk: ['page', 'frame'],
  greet: ['content'],
  city: ['content'],
  lookup: ['content'],
  card: ['content'],
  precheck: ['content'],
  redeem: ['frame'],
  report: ['frame'],
  cardPhoto: ['frame'],
  evidenceBasis: ['frame'],
  drawer: ['frame'],
};

export const MESSAGE_NAMES = Object.keys(ALLOWED) as MessageName[];

/** Frames answer to these without having redeemed their nonce: it is how they do it. */
const BEFORE_GRANT: readonly MessageName[] = ['redeem'];

/** What leaves a card for good: before that, the page is asked whether it still shows the card's number. */
const DECIDES: readonly MessageName[] = ['decide', 'decideMany', 'decideAnew'];
const LEAVES_CARD: readonly MessageName[] = [...DECIDES, 'openDesk', 'drawer'];

export type Sender = Browser.runtime.MessageSender;

export function kindOf(sender: Sender): SenderKind | null {
  if (sender.id !== browser.runtime.id) return null;
  const url = parse(sender.url);
  if (!url) return null;
  // Compared as text: not every engine gives an extension's address an origin other than "null".
  if (url.href.startsWith(browser.runtime.getURL('/'))) {
    return sender.tab && sender.frameId !== 0 ? 'frame' : 'page';
  }
  return sender.tab && pageOf(sender) !== undefined ? 'content' : null;
}

/**
 * The address whose site a script of ours speaks from. A frame that a page made itself (`about:blank`, `srcdoc`, `blob:`)
 * has none of its own, and belongs to that page's site; a sandboxed one belongs to nobody.
 */
export function pageOf({ url, origin }: Sender): string | undefined {
  const [own, made] = [parse(url), parse(origin)];
  return isWeb(own) ? own?.href : isWeb(made) ? made?.href : undefined;
}

function isWeb(url: URL | null): boolean {
  return url?.protocol === 'https:' || url?.protocol === 'http:';
}

/**
 * The desk in a frame: unlike a card it shows the whole queue. Of a page that others may frame, the browser would name an
 * address that changes with each session, and no sender has that.
 */
export function isDrawer(sender: Sender): boolean {
  return parse(sender.url)?.href.startsWith(`${browser.runtime.getURL('/')}desk.html`) === true;
}

export function leavesCard(sender: Sender, name: MessageName): boolean {
  return LEAVES_CARD.includes(name) && !isDrawer(sender);
}

export function isDecision(name: MessageName): boolean {
  return DECIDES.includes(name);
}

export function maySend(kind: SenderKind, name: MessageName): boolean {
  return ALLOWED[name].includes(kind);
}

export function needsGrant(kind: SenderKind, name: MessageName): boolean {
  return kind === 'frame' && !BEFORE_GRANT.includes(name);
}

export function isMessageName(name: unknown): name is MessageName {
  return typeof name === 'string' && Object.hasOwn(ALLOWED, name);
}

function parse(url: string | undefined): URL | null {
  return url !== undefined && URL.canParse(url) ? new URL(url) : null;
}
