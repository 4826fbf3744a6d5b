/** One notification on the screen for each of these: what comes later joins it. */
export const GROUPS = ['arrived', 'returned', 'due', 'overnight'] as const;
export type NotificationGroup = (typeof GROUPS)[number];
