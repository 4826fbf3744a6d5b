/** Where the page leaves the words for its service worker, which is started without the page and has no settings of its own. */
import type { NotificationKind } from '#shared/contract/notification.ts';

export const PUSH_CACHE = 'tuntas-push';
/** Beside the page, and beside its service worker. */
export const PUSH_WORDS_AT = 'push-words';

/** Id of the account that switched it on here: what one officer chose tells no other who signs in after them. */
export const CHOSEN_BY = 'tuntas-push';

export interface PushWords {
  lang: string;
  titles: Record<NotificationKind, string>;
}
