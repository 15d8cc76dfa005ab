import { useState } from 'react';
import { IconPhotoOff } from '@tabler/icons-react';
import classes from './PhotoImage.module.css';

interface Props {
  id: string;
  alt: string;
  /** Width of the thumbnail that is asked for, in pixels. */
  width?: 256 | 512 | 1024;
  className?: string;
}

/** A photo of the project, or one recognised lately. */
export function PhotoImage({ id, alt, width = 256, className = '' }: Props) {
  const [broken, setBroken] = useState(false);
  if (broken)
    return (
      <span role="img" aria-label={alt} className={`${classes.broken} ${className}`}>
        <IconPhotoOff size={22} />
      </span>
    );
  return (
    <img
      src={`ramune-photo://project/${id}?w=${width}`}
      alt={alt}
      loading="lazy"
      draggable={false}
      className={`${classes.photo} ${className}`}
      onError={() => setBroken(true)}
    />
  );
}
