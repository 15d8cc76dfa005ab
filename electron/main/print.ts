import { writeFile } from 'node:fs/promises';
import { BrowserWindow } from 'electron';

/** Prints an HTML file, which may neither run scripts nor load anything, as a PDF. */
export async function printToPdf(html: string, pdf: string): Promise<void> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, javascript: false },
  });
  try {
    await window.loadFile(html);
    await writeFile(pdf, await window.webContents.printToPDF({ printBackground: true, pageSize: 'A4' }));
  } finally {
    window.destroy();
  }
}

/** `--print HTML PDF` on the command line: prints instead of opening the studio. */
export function printRequest(argv: readonly string[]): { html: string; pdf: string } | null {
  const at = argv.indexOf('--print');
  const [html, pdf] = at < 0 ? [] : argv.slice(at + 1);
  return html && pdf ? { html, pdf } : null;
}
