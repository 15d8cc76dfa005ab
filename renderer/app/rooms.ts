import type { ComponentType } from 'react';
import {
  IconAdjustmentsHorizontal,
  IconBottle,
  IconChartLine,
  IconPhotoScan,
  IconPhotoStar,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import { create } from 'zustand';
import { CurateRoom } from '../curate/CurateRoom';
import { RecogniseRoom } from '../recognise/RecogniseRoom';
import { RegisterRoom } from '../register/RegisterRoom';
import { SettingsRoom } from '../settings/SettingsRoom';
import { TrainRoom } from '../train/TrainRoom';
import { TuneRoom } from '../tune/TuneRoom';

/** The rooms in the order of the job; Ctrl+1 … Ctrl+6 go to them. */
export const rooms = ['curate', 'train', 'tune', 'register', 'recognise', 'settings'] as const;
export type RoomName = (typeof rooms)[number];

export const roomIcons: Record<RoomName, Icon> = {
  curate: IconPhotoStar,
  train: IconChartLine,
  tune: IconAdjustmentsHorizontal,
  register: IconBottle,
  recognise: IconPhotoScan,
  settings: IconSettings,
};

export const roomComponents: Record<RoomName, ComponentType> = {
  curate: CurateRoom,
  train: TrainRoom,
  tune: TuneRoom,
  register: RegisterRoom,
  recognise: RecogniseRoom,
  settings: SettingsRoom,
};

export const useRoom = create<{ room: RoomName }>()(() => ({ room: 'curate' }));
export const goTo = (room: RoomName) => useRoom.setState({ room });
