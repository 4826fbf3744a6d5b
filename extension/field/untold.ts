/** In the place of `notifications/notify.ts`: an open page tells nothing by itself, push does when it is closed. */
const nothing = async (): Promise<void> => {};

export const tellNews = nothing;
export const markOpened = nothing;

/** Fetched once it is wanted: it is no part of the first screen. */
export async function clearShown(): Promise<void> {
  const { clearPush } = await import('../notifications/push.ts');
  await clearPush();
}
