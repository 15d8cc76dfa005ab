import { create } from 'zustand';
import type { Lookalike, Product, ReferenceSource } from '@shared/domain';
import { foldText } from '@shared/fold-text';
import { cleanGtin, isGtin } from '@shared/gtin';
import { type Angle, angles } from '@shared/product';
import { attempt } from '../../app/errors';
import { onProjectOpened } from '../../app/project-store';
import { perform } from '../../app/undo';
import { call } from '../../engine/connection';
import { useRegister } from '../register-store';
import { addition, registration } from '../registration';

/** The three steps that teach a product at the counter: who it is, its four photos, trying it. */

export const steps = ['who', 'photos', 'try'] as const;
type Step = (typeof steps)[number];

interface WizardStore {
  /** Another each time it is opened: what an earlier one waited for is nothing to the next. */
  session: symbol | null;
  /** `null`: it is closed. */
  step: Step | null;
  name: string;
  /** As it is typed: while digits are still to come, twelve of them are no code without its leading zero. */
  code: string;
  /** Ids of the photos that were taken. */
  photos: Partial<Record<Angle, string>>;
  /** The side that is photographed next. */
  angle: Angle;
  saving: boolean;
  /** What the photos would be taken for; shown until the user decides. */
  lookalike: Lookalike | null;
  /** The user is asked whether to leave photos unsaved. */
  leaving: boolean;
}

const closed: WizardStore = {
  session: null,
  step: null,
  name: '',
  code: '',
  photos: {},
  angle: 'front',
  saving: false,
  lookalike: null,
  leaving: false,
};

export const useWizard = create<WizardStore>()(() => closed);

onProjectOpened((_project, again) => {
  if (!again) useWizard.setState(closed);
});

export const openWizard = (): void =>
  useWizard.setState({ ...closed, session: Symbol('wizard'), step: 'who' });
export const closeWizard = (): void => useWizard.setState(closed);

/** Closes it, but asks first where photos are not saved yet. */
export const leaveWizard = (): void =>
  useWizard.setState(({ step, photos }) =>
    step !== 'try' && Object.keys(photos).length ? { leaving: true } : closed,
  );

/** The product that is meant, where the shop has it already: by its code or, failing that, its name. */
export function knownProduct(products: readonly Product[], name: string, code: string): Product | undefined {
  const folded = foldText(name);
  const clean = cleanGtin(code);
  return (
    (clean ? products.find((product) => product.code === clean) : undefined) ??
    (folded ? products.find((product) => foldText(product.name) === folded) : undefined)
  );
}

/** A code that was scanned; a product of the list that has it brings its name. */
export function takeCode(code: string): void {
  const known = knownProduct(useRegister.getState().products, '', code);
  useWizard.setState(({ name }) => ({ code, name: known?.name ?? name }));
}

/** A code as it was typed, or none. */
export const isCodeFine = (code: string): boolean => cleanGtin(code) === '' || isGtin(cleanGtin(code));

export const isReady = ({ name, code }: Pick<WizardStore, 'name' | 'code'>): boolean =>
  name.trim() !== '' && isCodeFine(code);

/** Whether the wizard that was open when this was called still is. */
function watchSession(): () => boolean {
  const { session } = useWizard.getState();
  return () => useWizard.getState().session === session;
}

/** Keeps a photo of the side that is due and goes on to the next side without one. */
export async function takePhoto(image: Uint8Array): Promise<void> {
  const isOpen = watchSession();
  const kept = await attempt(() => call('recognise.keep', { image }));
  if (kept && isOpen()) setPhoto(kept.photoId);
}

/** Photo files for the sides that have none yet. */
export async function addFiles(paths: string[]): Promise<void> {
  const isOpen = watchSession();
  const previews = paths.length && (await attempt(() => call('registry.preview', { paths })));
  if (previews && isOpen()) previews.forEach(({ photoId }) => setPhoto(photoId));
}

function setPhoto(photoId: string): void {
  useWizard.setState(({ photos, angle }) => {
    const filled = { ...photos, [angle]: photoId };
    return { photos: filled, angle: angles.find((one) => !filled[one]) ?? angle };
  });
}

/** Saves the product unless it would be taken for another; then the user is asked first. */
export async function finishPhotos(): Promise<void> {
  const { saving, name, code } = useWizard.getState();
  if (saving) return;
  const isOpen = watchSession();
  useWizard.setState({ saving: true });
  const found = await attempt(() => call('registry.lookalike', { photos: sources() }));
  if (!isOpen()) return;
  const known = knownProduct(useRegister.getState().products, name, code);
  const other = found?.lookalike && found.lookalike.nearest.productId !== known?.id ? found.lookalike : null;
  useWizard.setState({ saving: false, lookalike: other });
  if (found && !other) await saveProduct();
}

export async function saveProduct(): Promise<void> {
  const { name, code } = useWizard.getState();
  const isOpen = watchSession();
  useWizard.setState({ saving: true, lookalike: null });
  const known = knownProduct(useRegister.getState().products, name, code);
  const called = known?.name ?? name.trim();
  const work = known?.references.length
    ? addition(known, sources(), cleanGtin(code))
    : registration(called, sources(), cleanGtin(code));
  const done = await perform(work);
  if (isOpen())
    useWizard.setState({ saving: false, ...(done && { step: 'try', name: called, leaving: false }) });
}

const sources = (): ReferenceSource[] =>
  angles.flatMap((angle) => {
    const photoId = useWizard.getState().photos[angle];
    return photoId ? [{ photoId, angle }] : [];
  });
