"""One person with one browser, whichever it is. Whatever they look for is waited for."""

from urllib.parse import urlsplit

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

SECONDS = 20
LABEL_OF = "return arguments[0].labels[0]"
FOCUS_IS_IN = "return Boolean(document.activeElement?.closest(arguments[0]))"
# Drivers leave where it is what lies behind the bar at the foot of a phone.
SCROLL_TO = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"


class Visitor:
    def __init__(self, driver, site, width, height):
        self.driver = driver
        self.site = site
        driver.set_window_rect(width=width, height=height)

    def goes_to(self, address):
        self.driver.get(f"{self.site}{address}")

    def is_at(self, address):
        self._waits(lambda: self.address == address, f"{address} is not reached")

    def clicks(self, selector):
        self._clicks(self.sees(selector))

    def types(self, selector, words):
        self.sees(selector).send_keys(words)

    def chooses(self, selector):
        """Clicks the label of a radio button or a checkbox, which itself may be drawn as something else."""
        button = self._first(selector)
        self._clicks(self.driver.execute_script(LABEL_OF, button))
        self._waits(button.is_selected, f"{selector} is not chosen")

    def presses(self, key):
        ActionChains(self.driver).send_keys(key).perform()

    def sees(self, selector):
        """The first element of that kind that is displayed."""
        return self._waits(lambda: next(iter(self.displayed(selector)), None), f"{selector} is not displayed")

    def does_not_see(self, selector):
        self._waits(lambda: not self.displayed(selector), f"{selector} is displayed")

    def reads(self, words):
        self._waits(lambda: words in self._first("body").text, f'"{words}" is not on the page')

    def is_in(self, selector):
        """Waits until the focus is on the element, or within it."""
        self._waits(lambda: self.driver.execute_script(FOCUS_IS_IN, selector), f"the focus is not in {selector}")

    @property
    def address(self):
        return urlsplit(self.driver.current_url).path

    def displayed(self, selector):
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return [element for element in found if element.is_displayed()]

    def value_of(self, selector):
        return self._first(selector).get_property("value")

    def _clicks(self, element):
        self.driver.execute_script(SCROLL_TO, element)
        element.click()

    def _first(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def _waits(self, condition, otherwise):
        # While one page takes the place of another, what was found belongs to neither.
        wait = WebDriverWait(self.driver, SECONDS, 0.05, [StaleElementReferenceException])
        return wait.until(lambda driver: condition(), otherwise)
