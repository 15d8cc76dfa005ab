import { Stepper } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../parts/Dialog';
import { TryStep } from './TryStep';
import { PhotosStep } from './PhotosStep';
import { WhoStep } from './WhoStep';
import { closeWizard, steps, useWizard } from './wizard-store';
import classes from './Wizard.module.css';

const contents = { who: WhoStep, photos: PhotosStep, try: TryStep };

/** Teaches a product in three steps with large targets, for whoever stands at the counter. */
export function Wizard() {
  const { t } = useTranslation();
  const { step, saving } = useWizard();
  if (!step) return null;
  const Content = contents[step];
  const at = steps.indexOf(step);
  return (
    <Dialog fullScreen onClose={closeWizard} title={t('register.wizard.title')} data-testid="wizard">
      <div className={classes.wizard}>
        <Stepper
          active={at}
          size="md"
          onStepClick={(i) => useWizard.setState({ step: steps[i] })}
          allowNextStepsSelect={false}
        >
          {steps.map((one, i) => (
            // What is saved is saved; from there the way back is to undo it.
            <Stepper.Step
              key={one}
              label={t(`register.wizard.step.${one}`)}
              allowStepSelect={i < at && at < 2 && !saving}
            />
          ))}
        </Stepper>
        <Content />
      </div>
    </Dialog>
  );
}
