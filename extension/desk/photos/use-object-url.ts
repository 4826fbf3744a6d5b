/** A picture's bytes as an address for an `<img>`. */
import { useEffect, useState } from 'preact/hooks';

/**
 * An address that is given back as soon as nobody looks at it: a day's photos would fill the memory. Made anew
 * for another key only: each read hands out another Blob of the same photo, and the picture would flash.
 */
export function useObjectUrl(blob: Blob | undefined, key: string | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [key]);
  return url;
}
