import { Button, Group, Stepper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../parts/Dialog';
import { TryStep } from './TryStep';
import { PhotosStep } from './PhotosStep';
import { WhoStep } from './WhoStep';
import { closeWizard, leaveWizard, steps, useWizard } from './wizard-store';
import classes from './Wizard.module.css';

const contents = { who: WhoStep, photos: PhotosStep, try: TryStep };

/** Teaches a product in three steps with large targets, for whoever stands at the counter. */
export function Wizard() {
  const { t } = useTranslation();
  const { step, saving, leaving } = useWizard();
  if (!step) return null;
  const Content = contents[step];
  const at = steps.indexOf(step);
  return (
    <Dialog fullScreen draft onClose={leaveWizard} title={t('register.wizard.title')} data-testid="wizard">
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
      {leaving && <LeaveQuestion />}
    </Dialog>
  );
}

/** Asks before photos that are not saved yet are left behind. */
function LeaveQuestion() {
  const { t } = useTranslation();
  const stay = () => useWizard.setState({ leaving: false });
  return (
    <Dialog onClose={stay} title={t('register.wizard.leave.title')} centered data-testid="wizard-leave">
      <Text mb="lg">{t('register.wizard.leave.text')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={stay} data-autofocus data-testid="wizard-stay">
          {t('register.wizard.leave.stay')}
        </Button>
        <Button color="red.9" onClick={closeWizard}>
          {t('register.wizard.leave.go')}
        </Button>
      </Group>
    </Dialog>
  );
}
