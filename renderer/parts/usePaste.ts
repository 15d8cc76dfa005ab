import { useEffect } from 'react';

/** Photo files pasted from a file manager; a picture that is no file on this machine has no path and is left. */
export function usePaste(onPaths: (paths: string[]) => void): void {
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => {
      const files = [...(clipboardData?.files ?? [])];
      const paths = files.map((file) => window.studio.pathOf(file)).filter(Boolean);
      if (paths.length) onPaths(paths);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [onPaths]);
}
