import type { ReactNode } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";

type Props = { title: string; onClose: () => void; children: ReactNode };

/** A dialog over the page; Escape closes it and gives the focus back. */
export function PageDialog({ title, onClose, children }: Props) {
  const say = useSay(figureMessages);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
          <Button className="button" onPress={onClose}>
            {say("figure.close")}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
