import { useEffect, useState } from 'react';
import { Modal, type ModalProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEscape } from './escape';

/**
 * A menu that closes hands the focus back to its button a moment after the dialog has taken it; and Mantine gives it to
 * none where what should have it first is disabled, as the shutter is without a camera.
 */
const afterMenus = 150; // milliseconds
const over = '[role=menu], [role=dialog]';
let below: HTMLElement | null = null;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest(over)) below = target;
});

interface Props extends Omit<ModalProps, 'opened'> {
  /** It holds what is lost when it closes: a click beside it does not close it, and undo leaves what is behind it. */
  draft?: boolean;
}

/** A dialog that is there only while it is open. The focus goes back to what opened it. */
export function Dialog({ draft = false, ...props }: Props) {
  const { t } = useTranslation();
  const [opener] = useState(openerNow);
  useEscape(props.onClose);
  useEffect(() => {
    const timer = setTimeout(takeFocus, afterMenus);
    return () => {
      clearTimeout(timer);
      opener?.focus();
    };
  }, [opener]);
  return (
    <Modal
      opened
      returnFocus={false}
      closeOnEscape={false}
      closeOnClickOutside={!draft}
      data-draft={draft || undefined}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      {...props}
    />
  );
}

/** What has the focus in another dialog; otherwise what had it last in the room, as the menu it hung on may be gone. */
function openerNow(): HTMLElement | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && activeElement.closest('[role=dialog]')
    ? activeElement
    : below;
}

function takeFocus(): void {
  const dialog = [...document.querySelectorAll<HTMLElement>('[role=dialog]')].at(-1);
  if (!dialog || dialog.contains(document.activeElement)) return;
  (dialog.querySelector<HTMLElement>('[data-autofocus]:enabled') ?? dialog.querySelector('button'))?.focus();
}
