import { useEffect, useRef, useState } from 'react';
import { Modal, type ModalProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A menu that closes hands the focus back to its button a moment after the dialog has taken it. */
const afterMenus = 60; // milliseconds
const over = '[role=menu], [role=dialog]';
let below: HTMLElement | null = null;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest(over)) below = target;
});

/** A dialog that is there only while it is open. The focus goes back to what opened it. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const [opener] = useState(openerNow);
  useEffect(() => {
    const timer = setTimeout(() => takeFocus(root.current), afterMenus);
    return () => {
      clearTimeout(timer);
      opener?.focus();
    };
  }, [opener]);
  return (
    <Modal
      opened
      ref={root}
      returnFocus={false}
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

function takeFocus(root: HTMLElement | null): void {
  if (!root || root.contains(document.activeElement)) return;
  (root.querySelector<HTMLElement>('[data-autofocus]') ?? root.querySelector('button'))?.focus();
}
