import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StudioError } from '@shared/errors';

const run = promisify(execFile);
// Beside the bundle that this becomes: out/main.
const script = join(__dirname, '../../build/print-pdf.mjs');

/** Prints an HTML file with Electron, on a virtual display where there is none. */
export async function printPdf(html: string, pdf: string): Promise<void> {
  try {
    await run(process.execPath, [script, html, pdf]);
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new StudioError(
      'internal',
      `${html} is written; the PDF is not. ${stderr?.trim() ?? String(error)}`,
    );
  }
}
