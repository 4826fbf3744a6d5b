/** How long a password is; what else it must not be is judged where the lists of usual ones lie. */
export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;
