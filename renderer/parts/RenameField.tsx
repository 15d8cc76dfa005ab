import { useState } from 'react';
import { TextInput } from '@mantine/core';

const longest = 120; // characters

interface Props {
  /** What is read out. */
  label: string;
  name: string;
  /** Not called where nothing is left, or nothing has changed. */
  onRename(name: string): void;
  /** After Enter, Escape, or when the field is left. */
  onDone(): void;
  'data-testid'?: string;
}

/** A name while it is being changed; what is typed counts unless Escape is pressed. */
export function RenameField({ label, name, onRename, onDone, 'data-testid': testId }: Props) {
  const [typed, setTyped] = useState(name);
  const finish = () => {
    onDone();
    const wanted = typed.trim();
    if (wanted && wanted !== name) onRename(wanted);
  };
  return (
    <TextInput
      autoFocus
      size="xs"
      aria-label={label}
      value={typed}
      maxLength={longest}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={({ key, nativeEvent }) => {
        // Both keys also end Japanese input; then it is not yet the end of the name.
        if (nativeEvent.isComposing) return;
        if (key === 'Enter') finish();
        if (key === 'Escape') onDone();
      }}
      data-testid={testId}
    />
  );
}
