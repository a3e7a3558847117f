/** A small module with one mistake that a review mends by rule, and one that an error report names. */
export const buggyStore = `def find_order(orders, number):
    for order in orders:
        if order["number"] == number:
            return order


def total_of(orders, number, discount=None):
    order = find_order(orders, number)
    if discount == None:
        discount = 0
    return order["total"] - discount
`;
