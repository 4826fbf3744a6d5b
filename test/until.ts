/** Waits for a condition, asked anew every so often, without holding whoever is asked. */
export function until(condition: () => Promise<boolean>, everyMs = 100): Promise<void> {
  return new Promise((resolve, reject) => {
    let isAsking = false;
    const timer = setInterval(() => {
      if (isAsking) return;
      isAsking = true;
      condition().then(
        (isSo) => {
          isAsking = false;
          if (isSo) end(resolve);
        },
        (error: unknown) => end(() => reject(error)),
      );
    }, everyMs);
    const end = (finish: () => void): void => {
      clearInterval(timer);
      finish();
    };
  });
}
